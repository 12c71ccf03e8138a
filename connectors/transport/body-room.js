const FIRST_BYTES = 256 * 1024;
/** Requests that run at the same time need one each; more than these are made and let go. */
const MOST_SPARE = 2;
export function createBodyRoom() {
    const spare = [];
    return {
        open(expected = 0) {
            const found = spare.pop();
            // Memory that is not written to costs nothing: some more than announced lets the next, slightly larger body have the same room.
            let room = found !== undefined && found.length >= expected
                ? found
                : Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, Math.ceil(expected * 1.25)));
            let length = 0;
            let isOpen = true;
            return {
                add(piece) {
                    const needed = length + piece.length;
                    if (needed > room.length) {
                        const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * room.length));
                        larger.set(room.subarray(0, length));
                        room = larger;
                    }
                    room.set(piece, length);
                    length = needed;
                },
                get length() {
                    return length;
                },
                bytes: () => room.subarray(0, length),
                close() {
                    if (isOpen && spare.length < MOST_SPARE)
                        spare.push(room);
                    isOpen = false;
                },
            };
        },
    };
}
