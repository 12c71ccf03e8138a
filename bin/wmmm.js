#!/usr/bin/env node
// Plain JavaScript that any Node reads, so that an old one gets a sentence instead of a syntax error.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  process.stderr.write(
    `wmmm needs Node 24 or newer; this is ${process.version}. In a clone, "npx wmmm" or "npm start" use the Node that "npm install" brought along.\n`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import("../dist/src/cli/main.js").catch((error) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND" || !String(error.message).includes("dist/src/cli/main.js")) throw error;
    process.stderr.write('wmmm is not built yet: run "npm install" (or "npm run build") in its folder.\n');
    process.exit(2);
  });
  process.exitCode = await main(process.argv.slice(2));
}
