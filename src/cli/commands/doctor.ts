import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { ProblemError } from "../../model/problem.ts";
import type { StoredConnection, WorkspaceStore } from "../../store/store.ts";
import { wrap } from "../../report/terminal/layout.ts";
import { quantity } from "../../report/wording.ts";
import { paintFor } from "../paint.ts";
import { DEMO_TOKEN_VARIABLE } from "../demo-workspace.ts";
import { localFiles } from "../local-files.ts";
import { EXIT, type Ports } from "../ports.ts";
import { problemText } from "../problem-text.ts";
import { httpFactory, loadConnector, secretFrom } from "../sync-workspace.ts";
import { home, withWorkspace, workspaceNames } from "../workspace.ts";
import { VERSION } from "../version.ts";

interface Finding {
  readonly state: "ok" | "note" | "bad";
  readonly text: string;
}

const LEAST_FREE_BYTES = 500_000_000;

/** Each line says what was looked at and, where it is not well, how to mend it. */
export async function doctor(given: string | undefined, ports: Ports): Promise<number> {
  const paint = paintFor(ports.colour);
  let worst: Finding["state"] = "ok";
  const say = (finding: Finding): void => {
    const mark = { ok: paint("good", "ok  "), note: paint("fair", "note"), bad: paint("bad", "bad ") }[finding.state];
    const [first, ...rest] = wrap(finding.text, Math.max(40, Math.min(ports.columns, 100) - 6));
    ports.out(`${[`${mark}  ${first}`, ...rest.map((line) => `      ${line}`)].join("\n")}\n`);
    if (finding.state === "bad") worst = "bad";
  };
  say({
    state: "ok",
    text: `wmmm ${VERSION} on Node ${process.versions.node}, SQLite ${process.versions["sqlite"] ?? "built in"}`,
  });
  for (const finding of placeFindings(home(ports))) say(finding);
  const names = given === undefined ? workspaceNames(ports) : [given];
  if (names.length === 0)
    say({ state: "note", text: 'There is no workspace yet. Make one with "wmmm connect jira", or see "wmmm demo".' });
  for (const name of names) {
    try {
      await withWorkspace(name, false, ports, (store) => workspaceFindings(store, say, ports));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      say({ state: "bad", text: `${name}: ${problemText(error.problem)}` });
    }
  }
  return worst === "ok" ? EXIT.ok : EXIT.error;
}

function placeFindings(directory: string): Finding[] {
  let existing = directory;
  while (!existsSync(existing)) existing = dirname(existing);
  try {
    accessSync(existing, constants.W_OK);
  } catch {
    return [
      { state: "bad", text: `The data directory ${directory} cannot be written. Set WMMM_HOME to a directory of your own.` },
    ];
  }
  const { bavail, bsize } = statfsSync(existing);
  const free = bavail * bsize;
  const findings: Finding[] = [{ state: "ok", text: `Data in ${directory}, ${quantity(free / 1e9)} GB free` }];
  if (free < LEAST_FREE_BYTES)
    findings.push({ state: "bad", text: "Less than 0.5 GB is free there. Make room before the next scan." });
  if (existing === directory && process.platform !== "win32" && (statSync(directory).mode & 0o077) !== 0) {
    findings.push({
      state: "note",
      text: `Others on this machine can look into ${directory}. Close it with: chmod 700 ${directory}`,
    });
  }
  return findings;
}

async function workspaceFindings(store: WorkspaceStore, say: (finding: Finding) => void, ports: Ports): Promise<void> {
  const { workspace } = store;
  const connections = await store.connections();
  if (connections.length === 0) {
    say({ state: "note", text: `${workspace}: no connection. Add one with "wmmm connect jira --workspace ${workspace} ...".` });
  }
  for (const connection of connections) await connectionFindings(workspace, connection, say, ports);
  for (const stream of await store.streamReports()) {
    if (stream.problem !== null)
      say({
        state: stream.problem.code === "interrupted" ? "note" : "bad",
        text: `${workspace}: ${problemText(stream.problem)}`,
      });
    else if (stream.status !== "complete")
      say({
        state: "note",
        text: `${workspace}: ${stream.connection}/${stream.stream} is ${stream.status}. Run "wmmm scan ${workspace}".`,
      });
  }
  for (const drift of (await store.drift()).slice(0, 5)) {
    say({
      state: "note",
      text: `${workspace}: ${drift.connection} sent ${drift.path} = ${JSON.stringify(drift.value)} (${drift.count} times), which this version does not know. It is kept; please report it.`,
    });
  }
}

async function connectionFindings(
  workspace: string,
  connection: StoredConnection,
  say: (finding: Finding) => void,
  ports: Ports,
): Promise<void> {
  const place = `${workspace}/${connection.id}`;
  if (connection.tokenEnv === DEMO_TOKEN_VARIABLE) {
    return say({ state: "ok", text: `${place}: made by "wmmm demo", whose site is only there while it runs` });
  }
  try {
    const connector = await loadConnector(connection.kind);
    const secret = secretFrom(connection.tokenEnv, ports);
    const createHttp = await httpFactory(connection.kind, { record: undefined, replay: undefined }, ports);
    const open = connector.connect(connection.config, secret, {
      connection: connection.id,
      http: createHttp({ stop: ports.interrupt, onWait: () => undefined }),
      files: localFiles,
      pseudonym: () => "",
      identity: () => "",
      now: ports.now,
      keepTitles: connection.keepTitles,
      signal: ports.interrupt,
    });
    const preflight = await open.preflight();
    say({
      state: "ok",
      text: `${place}: ${preflight.summary}${preflight.items === null ? "" : `, ${quantity(preflight.items)} issues in scope`}`,
    });
    for (const warning of preflight.warnings) say({ state: "note", text: `${place}: ${problemText(warning)}` });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    say({ state: "bad", text: `${place}: ${problemText(error.problem)}` });
  }
}
