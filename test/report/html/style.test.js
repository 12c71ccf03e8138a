import { describe, expect, test } from "vitest";
import { STYLE } from "../../../src/report/html/style.ts";
/** Colours of the first block of variables after `start`. */
function paletteAfter(start) {
    const block = STYLE.slice(STYLE.indexOf(start));
    return Object.fromEntries(Array.from(block.slice(0, block.indexOf("}")).matchAll(/--([a-z]+):(#[0-9a-f]{3,6})/g), (match) => [match[1], match[2]]));
}
/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex) {
    const full = hex.length === 4 ? hex.replaceAll(/[0-9a-f]/g, "$&$&") : hex;
    const [red, green, blue] = [1, 3, 5].map((at) => {
        const channel = Number.parseInt(full.slice(at, at + 2), 16) / 255;
        return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(a, b) {
    const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
}
test("contrast is that of WCAG: black on white 21, #767676 on white just AA", () => {
    expect(contrast("#000", "#fff")).toBeCloseTo(21);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});
describe.each([
    ["light", paletteAfter(":root{color-scheme:light dark")],
    ["dark", paletteAfter("@media (prefers-color-scheme:dark)")],
    ["paper", paletteAfter("@media print")],
])("on %s", (_, palette) => {
    const pairs = ["paper", "panel"].flatMap((ground) => ["ink", "soft", "accent", "good", "fair", "bad"].map((text) => [text, ground]));
    test.each(pairs)("text in %s can be read on %s (AA, 4.5:1)", (text, ground) => {
        expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
    });
    test.each(["good", "fair", "bad"])("a letter on a cell of %s can be read (4.5:1)", (cell) => {
        expect(contrast(palette["paper"], palette[cell])).toBeGreaterThanOrEqual(4.5);
    });
    test.each([
        ["good", "track"],
        ["fair", "track"],
        ["bad", "track"],
        ["accent", "track"],
        ["none", "paper"],
        ["accent", "step"],
    ])("%s stands out from %s (graphics, 3:1)", (shape, ground) => {
        expect(contrast(palette[shape], palette[ground])).toBeGreaterThanOrEqual(3);
    });
});
