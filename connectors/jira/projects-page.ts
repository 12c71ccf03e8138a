import { EMPTY_BATCH } from "../../src/model/batch.ts";
import type { Page } from "../../src/model/page.ts";
import type { Instant } from "../../src/model/window.ts";
import { lastPage } from "../last-page.ts";
import { projectRecords } from "./normalise.ts";
import { hiddenProjects } from "./preflight.ts";
import type { JiraProject } from "./shapes.ts";

/** All projects that can be seen. Those that were asked for and cannot are its problem. */
export function projectsPage(
  connection: string,
  config: Parameters<typeof hiddenProjects>[0],
  visible: readonly JiraProject[],
  watermark: Instant,
): Page {
  const hidden = hiddenProjects(config, visible);
  return lastPage({
    batch: { ...EMPTY_BATCH, ...projectRecords({ connection }, visible) },
    watermark,
    fetched: visible.length,
    vendorTotal: visible.length,
    problem: hidden === null ? null : { code: "forbidden", connection, stream: "projects", page: null, ...hidden },
  });
}
