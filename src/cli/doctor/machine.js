import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { quantity } from "../../report/wording.ts";
import { VERSION } from "../version.ts";
import { home } from "../workspace.ts";
const LEAST_FREE_BYTES = 500_000_000;
/** Versions, the place of the data, and the way to the network. */
export function machineFindings(ports) {
    const { node, sqlite = "built in" } = process.versions;
    return [
        { state: "ok", text: `wmmm ${VERSION} on Node ${node}, SQLite ${sqlite}` },
        ...placeFindings(home(ports)),
        ...networkFindings(ports),
    ];
}
function placeFindings(directory) {
    let existing = directory;
    while (!existsSync(existing))
        existing = dirname(existing);
    try {
        accessSync(existing, constants.W_OK);
    }
    catch {
        return [
            {
                state: "bad",
                text: `The data directory ${directory} cannot be written.`,
                fix: "Set WMMM_HOME to a directory of your own.",
            },
        ];
    }
    const { bavail, bsize } = statfsSync(existing);
    const free = bavail * bsize;
    const findings = [{ state: "ok", text: `Data in ${directory}, ${quantity(free / 1e9)} GB free` }];
    if (free < LEAST_FREE_BYTES)
        findings.push({ state: "bad", text: "Less than 0.5 GB is free there.", fix: "Make room before the next scan." });
    if (existing === directory && process.platform !== "win32" && (statSync(directory).mode & 0o077) !== 0)
        findings.push({
            state: "note",
            text: `Others on this machine can look into ${directory}.`,
            fix: `Close it with: chmod 700 ${directory}`,
        });
    return findings;
}
const PROXY_VARIABLES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
/** The address of a connection is checked when it is made, which a proxy would take out of our hands. */
function networkFindings({ env }) {
    const findings = [];
    const proxy = PROXY_VARIABLES.find((name) => env[name] !== undefined && env[name] !== "");
    if (proxy !== undefined)
        findings.push({
            state: "note",
            text: `${proxy} is set, and wmmm does not use it: it connects to the tracker directly.`,
            fix: "Where that is blocked, let this machine reach the tracker's host on port 443.",
        });
    if (env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0")
        findings.push({
            state: "bad",
            text: "NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the check of certificates, so the token could go to anybody.",
            fix: "Unset it; where a proxy signs certificates, name its root in NODE_EXTRA_CA_CERTS.",
        });
    return findings;
}
