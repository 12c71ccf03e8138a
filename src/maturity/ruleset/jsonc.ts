/**
 * JSON with comments (`//` and block comments) and commas before closing brackets as plain JSON of the same length: what is taken out becomes
 * spaces, so that a position in one is the position in the other. Text inside of strings is left alone. One pass, whatever the text is.
 */
export function plainJson(text: string): string {
  const kept: string[] = [];
  let from = 0;
  /** Where a comma stands that only white space and comments have followed. */
  let comma = -1;
  /** The last character that means something: a comma closes a value only where there is one before it. */
  let last = "";
  const blank = (start: number, end: number): void => {
    kept.push(text.slice(from, start), text.slice(start, end).replaceAll(/[^\n\r]/g, " "));
    from = end;
  };
  const commas: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') {
      comma = -1;
      last = character;
      at = endOfString(text, at);
    } else if (character === "/" && text[at + 1] === "/") {
      const end = lineEnd(text, at);
      blank(at, end);
      at = end - 1;
    } else if (character === "/" && text[at + 1] === "*") {
      const close = text.indexOf("*/", at + 2);
      const end = close < 0 ? text.length : close + 2;
      blank(at, end);
      at = end - 1;
    } else if (!/\s/.test(character)) {
      if ((character === "}" || character === "]") && comma >= 0) commas.push(comma);
      comma = character === "," && last !== "" && !"[{,:".includes(last) ? at : -1;
      last = character;
    }
  }
  kept.push(text.slice(from));
  const plain = kept.join("");
  if (commas.length === 0) return plain;
  const parts: string[] = [];
  let done = 0;
  for (const at of commas) {
    parts.push(plain.slice(done, at), " ");
    done = at + 1;
  }
  parts.push(plain.slice(done));
  return parts.join("");
}

/** Index of the closing quote, or the last index where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return text.length - 1;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}
