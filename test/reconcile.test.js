import { expect, test } from "vitest";
import { reconcile } from "../src/reconcile.ts";
const item = (id, projectKey) => ({ id, projectKey, updatedAt: 0, listed: false });
const STORED = [item("a1", "A"), item("a2", "A"), item("a3", "A"), item("b1", "B"), item("b2", "B"), item("c1", "C")];
const deleted = (...ids) => ids.map((id) => ({ item: id, basis: "deleted" }));
const bases = (found) => found.gone.map(({ basis }) => basis);
test("an item of a project that is visible and still shows something may be called deleted", () => {
    const found = reconcile(deleted("a1", "a2"), STORED, ["A", "B", "C"]);
    expect(bases(found)).toEqual(["deleted", "deleted"]);
    expect(found.hidden).toEqual([]);
});
test("items of a project that is no longer visible are not permitted", () => {
    const found = reconcile(deleted("a1", "b1"), STORED, ["A", "C"]);
    expect(bases(found)).toEqual(["deleted", "not-permitted"]);
    expect(found.hidden).toEqual([{ projectKey: "B", items: 1 }]);
});
test("all items of a project at once are not permitted, though the project is visible", () => {
    const found = reconcile(deleted("a1", "b1", "b2"), STORED, ["A", "B", "C"]);
    expect(bases(found)).toEqual(["deleted", "not-permitted", "not-permitted"]);
    expect(found.hidden).toEqual([{ projectKey: "B", items: 2 }]);
});
test("the only item of a project may be deleted", () => {
    expect(bases(reconcile(deleted("c1"), STORED, ["A", "B", "C"]))).toEqual(["deleted"]);
});
test("what a connector has found out stays, and so does what is not stored", () => {
    const gone = [
        { item: "b1", basis: "moved" },
        { item: "b2", basis: "not-permitted" },
        { item: "x9", basis: "deleted" },
    ];
    expect(reconcile(gone, STORED, ["A"]).gone).toEqual(gone);
});
test("a source without projects of its own has none that could be hidden", () => {
    expect(bases(reconcile(deleted("a1"), STORED, []))).toEqual(["deleted"]);
});
