import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ladderPosition } from "../../src/report/ladder-position.ts";
const rising = { ladder: [20, 40, 60, 75, 85, 95], scale: "linear" };
const falling = { ladder: [480, 240, 96, 48, 24, 8], scale: "log" };
describe("where a value stands on its ladder", () => {
    test("each rung stands at its level", () => {
        expect(rising.ladder.map((rung) => ladderPosition(rising, rung))).toEqual([1, 2, 3, 4, 5, 6]);
        expect(falling.ladder.map((rung) => ladderPosition(falling, rung)?.toFixed(9))).toEqual([1, 2, 3, 4, 5, 6].map((rung) => rung.toFixed(9)));
    });
    test("between two rungs in a straight line on the ladder's own scale", () => {
        expect(ladderPosition(rising, 50)).toBeCloseTo(2.5);
        expect(ladderPosition(falling, Math.sqrt(480 * 240))).toBeCloseTo(1.5);
    });
    test("beyond the ends it stops at the edge of the drawing", () => {
        expect([
            ladderPosition(rising, 0),
            ladderPosition(rising, 100),
            ladderPosition(falling, 1e9),
            ladderPosition(falling, 0),
        ]).toEqual([0.4, 6.4, 0.4, 6.4]);
    });
    test("on equal rungs it stands at the lowest: nothing seen earns nothing", () => {
        expect(ladderPosition({ ladder: [0, 0, 0, 3, 15, 40], scale: "linear" }, 0)).toBe(1);
        expect(ladderPosition({ ladder: [0, 0, 0, 3, 15, 40], scale: "linear" }, 3)).toBe(4);
    });
    test("a signal without a ladder has no place", () => {
        expect(ladderPosition({ ladder: [], scale: "linear" }, 3)).toBeNull();
    });
    test("never falls when the value gets better", () => {
        fc.assert(fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), fc.double({ min: 0.01, max: 1000, noNaN: true }), (a, b) => {
            const [less, more] = a < b ? [a, b] : [b, a];
            expect(ladderPosition(rising, less)).toBeLessThanOrEqual(ladderPosition(rising, more));
            expect(ladderPosition(falling, less)).toBeGreaterThanOrEqual(ladderPosition(falling, more));
        }));
    });
});
