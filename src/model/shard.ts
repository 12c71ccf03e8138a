/** A part of one whole read of a stream: some projects, teams or repositories, read from a place of its own, by whichever worker. */
export interface Shard {
  /** Unique in its read, made of keys, e.g. `ACME` or `ACME+3`. Shown in lists of jobs. */
  readonly id: string;
  /** Keys of what is in it, sorted. */
  readonly parts: readonly string[];
  /** Items in it, as the vendor counted them when the read was planned; null = not known. */
  readonly items: number | null;
}
