import { initial } from "./0001-initial.ts";
import { pullRequests } from "./0002-pull-requests.ts";
import { narrowing } from "./0003-narrowing.ts";
import { leasesAndGenerations } from "./0004-leases-and-generations.ts";
import { joins } from "./0005-joins.ts";
/** In order. A migration that was released is never changed; a new one is added at the end. */
export const MIGRATIONS = {
    "0001-initial": initial,
    "0002-pull-requests": pullRequests,
    "0003-narrowing": narrowing,
    "0004-leases-and-generations": leasesAndGenerations,
    "0005-joins": joins,
};
