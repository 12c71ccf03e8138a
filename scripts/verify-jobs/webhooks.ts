import type { JobFigure } from "./engines.ts";
import { acknowledged } from "./webhooks/acknowledged.ts";
import { forgeries } from "./webhooks/forgeries.ts";
import { sameStore } from "./webhooks/same-store.ts";

/** What vendors post to a real server over sockets: followed whatever becomes of it on the way, refused when it is forged, acknowledged at once. */
export const webhooks: JobFigure = async (input) => {
  const lines = [];
  // With Redis the same things are kept as without.
  for (const engine of input.engines.filter(({ name }) => name !== "redis")) {
    lines.push(await sameStore(engine, input));
    lines.push(await forgeries(engine));
    lines.push(...(await acknowledged(engine, input)));
  }
  return lines;
};
