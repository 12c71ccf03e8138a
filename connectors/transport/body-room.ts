/**
 * Room that bodies are received into, used again and again: a fresh buffer a body keeps the garbage collector busier than all that is
 * made of the body.
 */
export interface BodyRoom {
  /** Begins a body. `expected`: bytes that are announced, when they are; room for all of them is made at once instead of in doublings. */
  open(expected?: number): OpenBody;
}

export interface OpenBody {
  /** Copies `piece` behind what is there. */
  add(piece: Uint8Array): void;
  readonly length: number;
  /** Everything so far. Stays as it is until `close`. */
  bytes(): Buffer;
  /** Gives the room back: `bytes()` will become another body. A body that is never closed keeps its room. */
  close(): void;
}

const FIRST_BYTES = 256 * 1024;
/** Requests that run at the same time need one each; more than these are made and let go. */
const MOST_SPARE = 2;

export function createBodyRoom(): BodyRoom {
  const spare: Buffer[] = [];
  return {
    open(expected = 0) {
      const found = spare.pop();
      // Memory that is not written to costs nothing: some more than announced lets the next, slightly larger body have the same room.
      let room =
        found !== undefined && found.length >= expected
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
          if (isOpen && spare.length < MOST_SPARE) spare.push(room);
          isOpen = false;
        },
      };
    },
  };
}
