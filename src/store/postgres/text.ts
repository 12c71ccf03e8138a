/**
 * PostgreSQL stores every character but NUL, and a tracker may send that. It is kept behind an escape character that nobody types, so that what
 * comes back is what was given.
 */
const ESCAPE = "\u0001";
const NUL = `${ESCAPE}0`;
const ITSELF = `${ESCAPE}1`;

export function toStored(text: string): string {
  if (!text.includes("\0") && !text.includes(ESCAPE)) return text;
  return text.replaceAll(ESCAPE, ITSELF).replaceAll("\0", NUL);
}

export function fromStored(text: string): string {
  if (!text.includes(ESCAPE)) return text;
  return text.replaceAll(NUL, "\0").replaceAll(ITSELF, ESCAPE);
}
