/** A pseudonym is a keyed hash; the same few people stand on every issue. */
export function memoised(hash: (account: string) => string): (account: string) => string {
  const known = new Map<string, string>();
  return (account) => {
    let pseudonym = known.get(account);
    if (pseudonym === undefined) known.set(account, (pseudonym = hash(account)));
    return pseudonym;
  };
}
