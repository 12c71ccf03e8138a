import { existsSync } from "node:fs";
import { narrowed } from "../../model/facet.ts";
import { ProblemError } from "../../model/problem.ts";
import type { WorkspaceStore } from "../../store/store.ts";
import { workspaceFile } from "../../store/home.ts";
import { askedFindings } from "../doctor/connection.ts";
import { facetFindings, facetSummary } from "../doctor/facets.ts";
import { findingObject, findingPrinter, type Findings } from "../doctor/finding.ts";
import { engineFindings } from "../doctor/engine.ts";
import { machineFindings } from "../doctor/machine.ts";
import { fileFindings, resultFindings, storedFindings } from "../doctor/stored.ts";
import type { Ports } from "../ports.ts";
import { loadConnector } from "../sync-workspace.ts";
import { databaseUrl, home, withWorkspace, workspaceNames } from "../workspace.ts";

/** Each line says what was looked at and, where it is not well, how to mend it. A named workspace is told of in full. */
export async function doctor(given: string | undefined, options: { json?: boolean }, ports: Ports): Promise<number> {
  const findings = options.json === true ? findingObject(ports) : findingPrinter(ports);
  findings.at({ name: "", note: "" });
  for (const finding of machineFindings(ports)) findings.say(finding);
  for (const finding of await engineFindings(ports)) findings.say(finding);
  const names = given === undefined ? await reachableNames(ports) : [given];
  if (names.length === 0)
    findings.say({ state: "note", text: "There is no workspace yet.", fix: 'Make one with "wmmm init", or see "wmmm demo".' });
  for (const name of names) {
    findings.at({ name, note: "" });
    try {
      const path = workspaceFile(home(ports), name, ports.platform);
      if (databaseUrl(ports) === null && existsSync(path)) for (const finding of fileFindings(path)) findings.say(finding);
      await withWorkspace(name, false, ports, (store) => examine(store, given !== undefined, findings, ports));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      findings.say({ state: "bad", text: error.problem.what, fix: error.problem.todo });
    }
  }
  return findings.finish();
}

/** None where the database cannot be reached, which is told already. */
async function reachableNames(ports: Ports): Promise<readonly string[]> {
  try {
    return await workspaceNames(ports);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [];
  }
}

async function examine(store: WorkspaceStore, inFull: boolean, findings: Findings, ports: Ports): Promise<void> {
  const { workspace } = store;
  const connections = await store.connections();
  if (connections.length === 0)
    findings.say({ state: "note", text: "There is no connection.", fix: `Add one with "wmmm init --workspace ${workspace}".` });
  for (const finding of resultFindings(await store.lastResult())) findings.say(finding);
  const connectors = await Promise.all(connections.map(({ kind }) => loadConnector(kind)));
  const shown = connections.map(({ narrowing = {} }, at) => narrowed(connectors[at]!.provides, narrowing));
  for (const [at, stored] of connections.entries()) {
    const connector = connectors[at]!;
    findings.at({ name: `${workspace}/${stored.id}`, note: connector.title });
    for (const finding of await askedFindings(workspace, stored, connector, ports)) findings.say(finding);
    for (const finding of await storedFindings(store, stored, ports.now())) findings.say(finding);
    const provides = shown[at]!;
    findings.say({
      state: "ok",
      text: `${facetSummary(provides)}${inFull ? "" : ` ("wmmm doctor ${workspace}" says which)`}`,
    });
    const others = shown.filter((_, other) => other !== at);
    if (inFull) for (const finding of facetFindings(provides, others)) findings.say(finding);
  }
}
