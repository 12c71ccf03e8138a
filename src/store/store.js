import { MINUTE_MS } from "../model/window.ts";
/** Scope of the lease that guards what belongs to no connection: results. Connections have names, so none is called so. */
export const WORKSPACE_SCOPE = "";
/** A lease that is not used for so long may be taken by another. Every write renews it. */
export const LEASE_MS = 5 * MINUTE_MS;
