import type { Migration } from "kysely/migration";
import { initial } from "./0001-initial.ts";
import { pullRequests } from "./0002-pull-requests.ts";
import { narrowing } from "./0003-narrowing.ts";
import { leasesAndGenerations } from "./0004-leases-and-generations.ts";
import { joins } from "./0005-joins.ts";
import { ownRules } from "./0006-own-rules.ts";
import { basis } from "./0008-basis.ts";
import { namedItems } from "./0007-named-items.ts";
import { shards } from "./0009-shards.ts";

/** In order. A migration that was released is never changed; a new one is added at the end. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-initial": initial,
  "0002-pull-requests": pullRequests,
  "0003-narrowing": narrowing,
  "0004-leases-and-generations": leasesAndGenerations,
  "0005-joins": joins,
  "0006-own-rules": ownRules,
  "0007-named-items": namedItems,
  "0008-basis": basis,
  "0009-shards": shards,
};
