/** A JSON text that is being read, and how far. */
export interface Source {
  /** UTF-8. */
  readonly bytes: Buffer;
  /** Of the next byte. */
  at: number;
}
