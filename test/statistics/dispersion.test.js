import fc from "fast-check";
import { expect, test } from "vitest";
import { fanoFactor, naturalLimits } from "../../src/statistics/dispersion.ts";
test("Fano factor by hand", () => {
    expect(fanoFactor([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(32 / 7 / 5, 12);
    expect(fanoFactor([5, 5, 5])).toBe(0);
    expect(fanoFactor([0, 0])).toBeNaN();
    expect(fanoFactor([3])).toBeNaN();
});
test("natural process limits by hand: mean 5, mean moving range 2", () => {
    const limits = naturalLimits([4, 6, 4, 6, 4, 6]);
    expect(limits.mean).toBe(5);
    expect(limits.upper).toBeCloseTo(5 + 2.66 * 2, 12);
    expect(limits.lower).toBe(0);
    expect(limits.insideShare).toBe(1);
    expect(naturalLimits([10, 10, 10, 10, 10, 10, 10, 10, 10, 60]).insideShare).toBeCloseTo(0.9, 12);
});
test("counts that swing more have a larger factor", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 10, max: 90 }), { minLength: 4, maxLength: 30 }), (counts) => {
        const wider = [...counts];
        const high = wider.indexOf(Math.max(...wider));
        const low = wider.lastIndexOf(Math.min(...wider));
        if (high === low)
            return;
        wider[high] += 5;
        wider[low] -= 5;
        expect(fanoFactor(wider)).toBeGreaterThan(fanoFactor(counts));
    }));
});
