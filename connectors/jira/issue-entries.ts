/** Rows of the changelog entries of one issue, each entry once: pages may overlap. */
export interface IssueEntries {
  readonly rows: number[];
  /** Ids of all of them; null while each came behind the one before, which is how they come. */
  ids: Set<string> | null;
}

export function createEntries(): IssueEntries {
  return { rows: [], ids: null };
}

/** `ids`: of all rows. False: an entry of that id is there. */
export function addRow(entries: IssueEntries, ids: readonly string[], row: number): boolean {
  const { rows } = entries;
  const id = ids[row]!;
  if (entries.ids === null && rows.length > 0 && !isBehind(ids[rows.at(-1)!]!, id))
    entries.ids = new Set(rows.map((one) => ids[one]!));
  if (entries.ids !== null) {
    if (entries.ids.has(id)) return false;
    entries.ids.add(id);
  }
  rows.push(row);
  return true;
}

/** Numbers as texts, the longer one being the larger. Any order would do: what always goes up never comes twice. */
function isBehind(before: string, id: string): boolean {
  return id.length === before.length ? id > before : id.length > before.length;
}
