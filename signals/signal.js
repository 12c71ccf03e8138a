/** Declares a signal. See any file beside this one for an example. */
export function defineSignal(spec) {
    return spec;
}
