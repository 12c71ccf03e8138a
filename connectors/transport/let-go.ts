/**
 * Frees the memory of pieces of a body as soon as they were copied. They lie outside of the heap, and as long as nobody collects their handles the engine
 * sees tens of megabytes of them and looks through the whole heap to find some to free.
 *
 * To be called with each piece of one stream, in their order, once it was copied. Who makes them fills one memory after the other, so that the one
 * before is nobody's when a piece of another comes. Memory that somebody else may use as well is left alone: that of the pool of `Buffer`.
 */
export function createLetGo(): (piece: Uint8Array) => void {
  let before: ArrayBuffer | null = null;
  return ({ buffer, byteLength }) => {
    if (before !== null && before !== buffer) free(before);
    const isOwn = byteLength === buffer.byteLength || buffer.byteLength > Buffer.poolSize;
    before = isOwn && buffer instanceof ArrayBuffer ? buffer : null;
  };
}

/** Node marks its pool as not to be taken away, and how large it is differs from version to version. */
function free(memory: ArrayBuffer): void {
  try {
    memory.transfer(0);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
