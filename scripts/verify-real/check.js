/** Compares two sets of facts written as text: everything expected must be there, and nothing else. */
export function compareSets(name, expected, found, atLeast = expected.length) {
    const left = new Map();
    for (const one of found)
        left.set(one, (left.get(one) ?? 0) + 1);
    const missing = [];
    for (const one of expected) {
        const count = left.get(one) ?? 0;
        if (count === 0)
            missing.push(one);
        else
            left.set(one, count - 1);
    }
    const extra = [...left].flatMap(([one, count]) => Array.from({ length: count }, () => one));
    return {
        name,
        agreed: expected.length - missing.length,
        of: expected.length + extra.length,
        atLeast,
        exceptions: [...missing.map((one) => `missing: ${one}`), ...extra.map((one) => `not expected: ${one}`)],
    };
}
/** Lines for a reader; false when the comparison fell below what is expected of it. */
export function printCheck({ name, agreed, of, atLeast, exceptions }, print) {
    const good = agreed >= atLeast && of > 0;
    print(`${good ? "ok  " : "FAIL"} ${agreed} of ${of}  ${name}${agreed === of ? "" : ` (expected at least ${atLeast})`}`);
    for (const exception of exceptions.slice(0, 5))
        print(`       ${exception}`);
    if (exceptions.length > 5)
        print(`       and ${exceptions.length - 5} more`);
    return good;
}
