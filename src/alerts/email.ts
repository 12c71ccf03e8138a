import type { Alert } from "../model/alert.ts";

/** A message in plain text, for whoever sends it. */
export interface PlainMessage {
  readonly subject: string;
  readonly text: string;
  /** The same over all tries. */
  readonly messageId: string;
}

/** RFC 5322 wants lines under 78 characters; what is longer is broken between words. */
const WIDTH = 76;

export function plainMessage({ id, title, lines, at, workspace }: Alert): PlainMessage {
  const body = lines.flatMap((line) => broken(line));
  return {
    subject: `[wmmm] ${title}`,
    text: [
      ...body,
      "",
      ...broken(`As of ${at}. "wmmm show ${workspace}" shows the whole, "wmmm alerts list ${workspace}" who is told.`),
      "",
    ].join("\n"),
    messageId: `<${id.replaceAll(/[^A-Za-z0-9-]/g, "-")}@wmmm.invalid>`,
  };
}

function broken(text: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
