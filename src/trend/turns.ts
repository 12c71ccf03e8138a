/** Gives the next whole number, from 0 on, to whoever asks first. */
export type TakeTurn = () => number;

/** Memory for turns that several threads take from. */
export function turnMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

/** Each number is given once, over all threads that have the memory. */
export function turnsOf(memory: SharedArrayBuffer): TakeTurn {
  const counter = new Int32Array(memory);
  return () => Atomics.add(counter, 0, 1);
}
