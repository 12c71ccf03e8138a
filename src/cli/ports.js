export const EXIT = {
    ok: 0,
    /** The level is below `--fail-under`. */
    thresholdMissed: 1,
    /** Wrong usage, wrong configuration, or a defect of ours. */
    error: 2,
    /** A stream could not be read completely; what there is was judged and says so. */
    incomplete: 3,
    interrupted: 130,
};
