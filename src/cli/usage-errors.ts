import type { Command } from "commander";
import type { Ports } from "./ports.ts";
import { indented } from "./problem-text.ts";

/** Wrong usage of a command is said as every other error is, and ends with where its help is. */
export function nameHelp(command: Command, path: string, ports: Ports): void {
  command.configureOutput({
    outputError(text, write) {
      const said = text
        .trim()
        .replace(/^error: /, "")
        .replaceAll("\n", " ");
      const stop = /[.?)]$/.test(said) ? "" : ".";
      const sentence = `wmmm: ${said.charAt(0).toUpperCase()}${said.slice(1)}${stop} See: ${path} --help`;
      write(`${ports.errIsTerminal ? indented(sentence, "", ports) : sentence}\n`);
    },
  });
  for (const one of command.commands) nameHelp(one, `${path} ${one.name()}`, ports);
}

/** What follows the `=` of an unknown option may be a secret, as in `--token=...`. */
export function withoutValues(text: string): string {
  return text.replaceAll(/('--[a-z-]{1,40}=)[^']*'/gi, "$1…'");
}
