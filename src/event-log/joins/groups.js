/** Which of a set of names hang together. Names that were never united stand alone. */
export class Groups {
    #parent = new Map();
    /** The name that stands for the group, the same for all of it. */
    of(name) {
        let top = name;
        for (let next = this.#parent.get(top); next !== undefined; next = this.#parent.get(top))
            top = next;
        // Shortens the way for the next question.
        for (let at = name; at !== top;) {
            const next = this.#parent.get(at);
            this.#parent.set(at, top);
            at = next;
        }
        return top;
    }
    /** The smaller name stands for both, so that the order of the calls does not show. */
    unite(one, other) {
        const a = this.of(one);
        const b = this.of(other);
        if (a === b)
            return;
        if (a < b)
            this.#parent.set(b, a);
        else
            this.#parent.set(a, b);
    }
    /** Groups of two or more, each in the order of code units, in the order of their smallest names. */
    all() {
        const members = new Map();
        for (const name of this.#parent.keys()) {
            const top = this.of(name);
            const known = members.get(top);
            if (known === undefined)
                members.set(top, [top, name]);
            else
                known.push(name);
        }
        return [...members.values()].map((names) => [...new Set(names)].sort()).sort((a, b) => (a[0] < b[0] ? -1 : 1));
    }
}
