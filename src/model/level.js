export const LEVELS = [1, 2, 3, 4, 5];
export const LEVEL_NAMES = {
    1: "Ad-Hoc",
    2: "Defined",
    3: "Coordinated",
    4: "Managed",
    5: "Optimized",
};
/**
 * `pathology`: level 1, no requirement; one leaves it. `enabler`: a practice. `limitation`: still true at its level, surpassed later
 * (2.5). `permissive`: may be there, never blocks (4.5). `outcome`: what the practices lead to (3.5, 5.5).
 */
export const CHARACTERISTIC_KINDS = ["pathology", "enabler", "limitation", "permissive", "outcome"];
/** ISO/IEC 33020: not, partially, largely, fully. `I` insufficient evidence, `NA` does not apply here. */
export const RATINGS = ["N", "P", "L", "F", "I", "NA"];
/** The five indicator groups that the Institute's public page names for its index. */
export const INDICATOR_GROUPS = [
    "structure-and-documentation",
    "ownership-and-accountability",
    "design-and-coordination",
    "measurement-and-governance",
    "optimization-and-human-ai",
];
