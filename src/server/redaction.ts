/** Replaces secrets that this process knows, wherever they turn up and in whichever of the usual spellings. */
export interface Redaction {
  /** From now on this value is not shown. Short ones are left alone: they would blacken ordinary words, and protect nothing. */
  add(secret: string): void;
  redact(text: string): string;
}

const SHORTEST = 6;
const SHOWN = "[redacted]";

export function createRedaction(): Redaction {
  const spellings = new Set<string>();
  /** The longest first, so that nothing of a longer one is left beside a shorter one. */
  let ordered: readonly string[] = [];
  return {
    add(secret) {
      if (secret.length < SHORTEST || spellings.has(secret)) return;
      for (const spelling of spellingsOf(secret)) spellings.add(spelling);
      ordered = [...spellings].toSorted((a, b) => b.length - a.length);
    },
    redact: (text) => ordered.reduce((shown, spelling) => shown.replaceAll(spelling, SHOWN), text),
  };
}

function spellingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const asJson = JSON.stringify(secret).slice(1, -1);
  return [secret, asJson, encodeURIComponent(secret), bytes.toString("hex"), ...base64Spellings(bytes)].filter(
    (spelling) => spelling.length >= SHORTEST,
  );
}

/** Base64 of a text that holds the secret somewhere, e.g. behind `user:`: what of it does not depend on the bytes around. */
function base64Spellings(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]);
    // The first digits hold bits of what stands before, the last ones may hold bits of what follows.
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor((all.length * 8) / 6);
    return [all.toString("base64").slice(from, to), all.toString("base64url").slice(from, to)];
  });
}
