/** The workspace that `wmmm demo` makes anew each time. */
export const DEMO_WORKSPACE = "demo";
/** Marks its connection, whose site is only there while the demo runs. Nobody sets it. */
export const DEMO_TOKEN_VARIABLE = "WMMM_DEMO_TOKEN";
