/** Bits of `Activity.touch`. */
export const TOUCH_HUMAN = 1;
export const TOUCH_AGENT = 2;
export const TOUCH_AUTOMATION = 4;
export const TOUCH_INTEGRATION = 8;
export const TOUCH_UNKNOWN = 16;
