#!/usr/bin/env node
// Plain JavaScript that any Node reads, so that an old one gets a sentence instead of a syntax error.
const YOUNG = "--max-semi-space-size";
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  process.stderr.write(
    `wmmm needs Node 24 or newer; this is ${process.version}. In a clone, "npx wmmm" or "npm start" use the Node that "npm install" brought along.\n`,
  );
  process.exitCode = 2;
} else if (isUnbounded()) {
  // The same process goes on as the same program, with that option.
  process.execve(process.execPath, [process.execPath, ...process.execArgv, `${YOUNG}=16`, ...process.argv.slice(1)], process.env);
} else {
  const { main } = await import("../dist/src/cli/main.js").catch((error) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND" || !String(error.message).includes("dist/src/cli/main.js")) throw error;
    process.stderr.write('wmmm is not built yet: run "npm install" (or "npm run build") in its folder.\n');
    process.exit(2);
  });
  process.exitCode = await main(process.argv.slice(2));
}

/**
 * Servers and workers run for weeks, and V8 lets room for young objects grow to 192 MB whatever is in use, which only an option at the start bounds.
 * What was asked for is kept. Windows cannot change the program of a process, and a channel to the parent (`ipc`) would be lost.
 */
function isUnbounded() {
  const isAsked = [...process.execArgv, process.env.NODE_OPTIONS ?? ""].some((option) =>
    option.replaceAll("_", "-").includes(YOUNG),
  );
  return ["serve", "worker"].includes(process.argv[2]) && process.platform !== "win32" && process.send === undefined && !isAsked;
}
