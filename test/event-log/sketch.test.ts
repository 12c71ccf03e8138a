import { describe, expect, test } from "vitest";
import { minhash } from "../../connectors/text/text-facts.ts";
import { areAlike, SKETCH_LENGTH, Sketches } from "../../src/event-log/sketch.ts";

const words = (from: number, to: number): string => Array.from({ length: to - from }, (_, n) => `word${from + n}`).join(" ");

describe("sketches", () => {
  test("hex and bytes are the same; rows come in any order, may be replaced, and without a text are empty", () => {
    const sketches = new Sketches();
    const hash = minhash(words(0, 40))!;
    sketches.set(3, hash);
    sketches.set(0, Buffer.from(hash, "hex"));
    sketches.set(1, hash);
    sketches.set(1, null);
    sketches.set(2, "no hash at all");
    const { sketch, words: count } = sketches.columns(Uint32Array.of(3, 0, 1, 2, 9));
    expect(sketch.slice(0, SKETCH_LENGTH)).toEqual(sketch.slice(SKETCH_LENGTH, 2 * SKETCH_LENGTH));
    expect([...sketch.slice(2 * SKETCH_LENGTH)].every((byte) => byte === 0)).toBe(true);
    expect([...count.slice(2)]).toEqual([0, 0, 0]);
    expect(count[0]).toBe(count[1]);
    // 64 (1 - (1 - 1/64)^40) = 29.9 bins have a word of their own.
    expect(count[0]).toBeGreaterThan(24);
    expect(count[0]).toBeLessThan(36);
  });

  test("tell how many of 300 pairs of texts have 80 % of their words in common", () => {
    const alike = (common: number): number => {
      const sketches = new Sketches();
      // Jaccard = common / (200 - common) with 100 words a text.
      for (let n = 0; n < 300; n++) {
        const base = n * 1_000;
        sketches.set(2 * n, minhash(words(base, base + 100)));
        sketches.set(2 * n + 1, minhash(words(base + 100 - common, base + 200 - common)));
      }
      const { sketch } = sketches.columns(Uint32Array.from({ length: 600 }, (_, row) => row));
      return Array.from({ length: 300 }, (_, n) => areAlike(sketch, 2 * n, 2 * n + 1, 0.8)).filter(Boolean).length;
    };
    // Jaccard 0.96, 0.89, 0.67 and 0.33.
    expect(alike(98)).toBe(300);
    expect(alike(94)).toBeGreaterThan(270);
    expect(alike(80)).toBeLessThan(15);
    expect(alike(50)).toBe(0);
  });
});
