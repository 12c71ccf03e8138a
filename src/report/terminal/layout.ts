/** Styles that the terminal renderer asks for; the caller turns them into escape codes or leaves the text as it is. */
export type Style = "strong" | "faint" | "good" | "fair" | "weak" | "bad" | "accent";
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;

/** Width on screen; everything that is printed here is one column a character. */
export function width(text: string): number {
  // oxlint-disable-next-line no-control-regex -- escape codes are what is being measured around
  return [...text.replaceAll(/\u001B\[[0-9;]{0,16}m/g, "")].length;
}

export function padEnd(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}

export function padStart(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - width(text))) + text;
}

/** Cuts at a word where one is near, and says so with an ellipsis. */
export function fit(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  const cut = [...text].slice(0, Math.max(0, columns - 1)).join("");
  const space = cut.lastIndexOf(" ");
  return `${space > columns * 0.75 ? cut.slice(0, space) : cut.trimEnd()}…`;
}

/** Breaks at spaces; continuation lines are indented by `hanging`. */
export function wrap(text: string, columns: number, hanging = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const candidate = line === "" ? word : `${line} ${word}`;
    if (width(candidate) > columns && line !== "") {
      lines.push(line);
      line = hanging + word;
    } else {
      line = candidate;
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of `columns` cells for a share of 0-1, to an eighth of a cell. */
export function bar(share: number, columns: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * columns * 8);
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}
