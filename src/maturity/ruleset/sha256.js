/** First 32 bits of the fractional part of `root` of the primes, the way FIPS 180-4 derives its constants. */
function constants(count, root) {
    const words = new Uint32Array(count);
    for (let candidate = 2, found = 0; found < count; candidate++) {
        let prime = true;
        for (let divisor = 2; divisor * divisor <= candidate; divisor++)
            if (candidate % divisor === 0)
                prime = false;
        if (prime) {
            const value = root(candidate);
            words[found++] = (value - Math.floor(value)) * 2 ** 32;
        }
    }
    return words;
}
const ROUND = constants(64, Math.cbrt);
const START = constants(8, Math.sqrt);
const rotate = (word, by) => (word >>> by) | (word << (32 - by));
/** SHA-256 (FIPS 180-4) of the UTF-8 bytes of a text, as 64 hex digits. For content hashes, not for secrets: it is not constant-time. */
export function sha256Hex(text) {
    const message = new TextEncoder().encode(text);
    const length = Math.ceil((message.length + 9) / 64) * 64;
    const bytes = new Uint8Array(length);
    bytes.set(message);
    bytes[message.length] = 0x80;
    const view = new DataView(bytes.buffer);
    view.setUint32(length - 8, Math.floor((message.length * 8) / 2 ** 32));
    view.setUint32(length - 4, (message.length * 8) >>> 0);
    const state = Uint32Array.from(START);
    const w = new Uint32Array(64);
    for (let block = 0; block < length; block += 64) {
        for (let t = 0; t < 16; t++)
            w[t] = view.getUint32(block + t * 4);
        for (let t = 16; t < 64; t++) {
            const early = w[t - 15];
            const late = w[t - 2];
            const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
            const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
            w[t] = w[t - 16] + s0 + w[t - 7] + s1;
        }
        let [a, b, c, d, e, f, g, h] = state;
        for (let t = 0; t < 64; t++) {
            const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
            const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[t] + w[t]) | 0;
            const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
            const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
            h = g;
            g = f;
            f = e;
            e = (d + t1) | 0;
            d = c;
            c = b;
            b = a;
            a = (t1 + t2) | 0;
        }
        const worked = [a, b, c, d, e, f, g, h];
        for (let i = 0; i < 8; i++)
            state[i] = state[i] + worked[i];
    }
    return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
}
