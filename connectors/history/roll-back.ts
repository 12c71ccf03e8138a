/** One change of one value. For kinds that hold several values at once, `from` left and `to` came, never both. */
export interface ValueChange<Kind extends string> {
  readonly kind: Kind;
  readonly from: string | null;
  readonly to: string | null;
  readonly fromRaw: string | null;
  readonly detail: string | null;
}

export interface HeldValue {
  readonly value: string;
  /** The tool's own words where they differ. */
  readonly raw: string | null;
  readonly detail: string | null;
}

/** What an item holds now: one value or none of the kinds that have one at a time, any number of the others. */
export interface Holding<Single extends string, Several extends string> {
  readonly single: Readonly<Record<Single, HeldValue | null>>;
  readonly several: Readonly<Record<Several, readonly HeldValue[]>>;
}

export interface InitialValue<Kind extends string> {
  readonly kind: Kind;
  /** `initial`: found by undoing the history. `snapshot`: the present value, without a history that could be trusted. */
  readonly origin: "initial" | "snapshot";
  readonly value: HeldValue;
}

/**
 * The values an item was created with: what it holds now, with its history undone from the newest change to the oldest. `changes` are in the
 * order of time. Without the whole history (`isWhole` false) present values are only a snapshot; what the oldest change of a kind left behind
 * is known all the same.
 */
export function initialValues<Single extends string, Several extends string>(
  present: Holding<Single, Several>,
  changes: readonly ValueChange<string>[],
  isWhole: boolean,
): readonly InitialValue<Single | Several>[] {
  const initial: InitialValue<Single | Several>[] = [];
  const origin = isWhole ? "initial" : "snapshot";
  const byKind = Map.groupBy(changes, ({ kind }) => kind);
  for (const kind of Object.keys(present.single) as Single[]) {
    const first = byKind.get(kind)?.[0];
    if (first === undefined) {
      const value = present.single[kind];
      if (value !== null) initial.push({ kind, origin, value });
    } else if (first.from !== null) {
      initial.push({ kind, origin: "initial", value: { value: first.from, raw: first.fromRaw, detail: null } });
    }
  }
  for (const kind of Object.keys(present.several) as Several[]) {
    const nameOf = (value: string, detail: string | null) => `${detail ?? ""} ${value}`;
    const held = new Map(present.several[kind].map((value) => [nameOf(value.value, value.detail), value]));
    for (const { from, to, fromRaw, detail } of (byKind.get(kind) ?? []).toReversed()) {
      if (to !== null) held.delete(nameOf(to, detail));
      if (from !== null) held.set(nameOf(from, detail), { value: from, raw: fromRaw, detail });
    }
    for (const value of held.values()) initial.push({ kind, origin, value });
  }
  return initial;
}

/** Each change of the kind begins where the one before ended, and the last one ends at the present value. */
export function isChain(changes: readonly ValueChange<string>[], kind: string, end: string | null): boolean {
  const own = changes.filter((change) => change.kind === kind);
  return own.every(({ to }, index) => to === (index + 1 < own.length ? own[index + 1]!.from : end));
}
