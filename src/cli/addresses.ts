import type { AddressPolicy } from "../../connectors/transport/address-guard.ts";
import { createAddressGuard } from "../../connectors/transport/address-guard.ts";
import { ProblemError } from "../model/problem.ts";
import type { Ports } from "./ports.ts";

export const ADDRESSES_VARIABLE = "WMMM_ADDRESSES";

/**
 * Where requests may go, to trackers and with alerts alike: `private` (the default: intranets too), `public` (the open internet only), or networks that are
 * allowed beside the open internet, e.g. `10.1.0.0/16,192.168.7.9`. Metadata services of clouds never. Throws `ProblemError` (`usage`).
 */
export function addressPolicy(ports: Pick<Ports, "env">): AddressPolicy {
  const text = ports.env[ADDRESSES_VARIABLE]?.trim();
  if (!text || text === "private") return "private";
  if (text === "public") return "public";
  const policy = { allow: text.split(",").map((network) => network.trim()) };
  try {
    createAddressGuard(policy);
  } catch (error) {
    throw new ProblemError(
      {
        code: "usage",
        what: `${ADDRESSES_VARIABLE} holds something that is no network.`,
        todo: "Give private, public, or networks such as 10.1.0.0/16,192.168.7.9.",
      },
      { cause: error },
    );
  }
  return policy;
}
