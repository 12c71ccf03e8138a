export const whole = { kind: "whole" };
export function own(read) {
    return { kind: "own", read };
}
export function object(keys) {
    return { kind: "object", keys, repeats: false, make: null };
}
export function repeated(keys) {
    return { kind: "object", keys, repeats: true, make: null };
}
/** For objects that come by the hundred thousand, see `ObjectShape.make`. */
export function record(keys, make) {
    return { kind: "object", keys, repeats: false, make };
}
export function list(of) {
    return { kind: "list", of };
}
