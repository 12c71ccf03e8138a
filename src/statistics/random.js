/** FNV-1a over UTF-16 units followed by an avalanche; spreads short labels well enough to seed `sfc32`. */
function hash32(text, seed) {
    let h = (2166136261 ^ seed) >>> 0;
    for (let i = 0; i < text.length; i++) {
        h ^= text.charCodeAt(i);
        h = Math.imul(h, 16777619);
    }
    h ^= h >>> 16;
    h = Math.imul(h, 0x85ebca6b);
    h ^= h >>> 13;
    h = Math.imul(h, 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
}
/**
 * Chris Doty-Humphrey's sfc32 (PractRand), 128 bits of state, integer arithmetic only: no floating-point differences between machines.
 * `normal` uses the polar method, whose log and sqrt are the only floating-point functions in here.
 */
export function seededRandom(seed) {
    let a = hash32(seed, 1);
    let b = hash32(seed, 2);
    let c = hash32(seed, 3);
    let counter = 1;
    const uint32 = () => {
        const t = (((a + b) | 0) + counter) | 0;
        counter = (counter + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = (c << 21) | (c >>> 11);
        c = (c + t) | 0;
        return t >>> 0;
    };
    for (let i = 0; i < 15; i++)
        uint32();
    let spare = NaN;
    const next = () => (uint32() * 2 ** 21 + (uint32() >>> 11)) / 2 ** 53;
    return {
        next,
        below: (limit) => Math.floor(next() * limit),
        normal() {
            if (!Number.isNaN(spare)) {
                const value = spare;
                spare = NaN;
                return value;
            }
            for (;;) {
                const x = 2 * next() - 1;
                const y = 2 * next() - 1;
                const s = x * x + y * y;
                if (s > 0 && s < 1) {
                    const factor = Math.sqrt((-2 * Math.log(s)) / s);
                    spare = y * factor;
                    return x * factor;
                }
            }
        },
        fork: (label) => seededRandom(`${seed}/${label}`),
    };
}
