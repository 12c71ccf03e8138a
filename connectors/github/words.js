import { nameOf, nodesOf, numberOf, own, textOf } from "./shapes.ts";
/** Labels and fields that stand for what GitHub has no place of its own for, told by their names. */
const PRIORITY_LABEL = /^(?:priority|prio|severity) {0,2}[:/-]? {0,2}(\S.{0,40})$|^(p[0-4])$/i;
const PRIORITY_FIELD = /^(?:priority|prio|priorität|priorité|prioridad)$/i;
const ESTIMATE_FIELD = /^(?:story ?points?|points?|estimates?|effort|size|schätzung|aufwand)$/i;
const DUE_FIELD = /\b(?:due|deadline|target date|end date|fällig|échéance|vencimiento)/i;
/** A label that says that work stands still; only where it is not part of a family that says where issues stand. */
const BLOCKED_LABEL = /^(?:(?:status|state) {0,2}[:/-] {0,2})?(?:blocked|on[- ]hold|impeded|waiting for .{1,40})$/i;
/** `P1` of `priority: P1`; null = no label of this kind. */
export function priorityOfLabel(label) {
    const found = PRIORITY_LABEL.exec(label.slice(0, 100));
    return found === null ? null : (found[1] ?? found[2]);
}
export function isBlockedLabel(label) {
    return BLOCKED_LABEL.test(label.slice(0, 100));
}
export function kindOfField(name) {
    const text = name?.trim().slice(0, 100) ?? "";
    if (PRIORITY_FIELD.test(text))
        return "priority";
    if (ESTIMATE_FIELD.test(text))
        return "estimate";
    return DUE_FIELD.test(text) ? "due-date" : null;
}
/** A value of a field of the kind, in the words of events: numbers in their shortest form, dates as days. */
export function fieldValue(kind, value) {
    if (value === null || value === "")
        return null;
    if (kind === "due-date")
        return /^\d{4}-\d{2}-\d{2}/.exec(String(value).slice(0, 30))?.[0] ?? null;
    const number = Number(value);
    return kind === "estimate" && Number.isFinite(number) ? String(number) : String(value).slice(0, 100);
}
/** What an event of a field says the value was or became: a single value, or the names of options. */
export function eventValue(node, value, options) {
    const names = own(node, options);
    const first = Array.isArray(names) ? nameOf(names[0]) : null;
    return textOf(own(node, value)) ?? first;
}
/** Present values of an organisation's issue fields, by kind. */
export function issueFields(issue) {
    const found = new Map();
    for (const value of nodesOf(own(issue, "issueFieldValues"))) {
        const kind = kindOfField(nameOf(own(value, "field")));
        const text = fieldValue(kind, numberOf(own(value, "number")) ?? textOf(own(value, "value")));
        if (kind !== null && text !== null && !found.has(kind))
            found.set(kind, text);
    }
    return found;
}
