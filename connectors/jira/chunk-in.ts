import type { EventRoom } from "../../src/model/event-table.ts";
import type { Directory } from "./actors.ts";
import type { FetchChangelogs } from "./changelogs.ts";
import type { JiraClient } from "./client.ts";
import type { PreparedIssue } from "./issues.ts";
import type { Site } from "./site.ts";

/** What one read of a stream remembers from chunk to chunk. */
export interface ChunkIn {
  readonly client: JiraClient;
  readonly site: Site;
  readonly stream: string;
  readonly directory: Directory;
  readonly fetchChangelogs: FetchChangelogs;
  /** Each page takes it from the one before. */
  readonly events: EventRoom;
  /** In the order of their coming. Chunks add to them, `settle` takes them away. */
  readonly suspects: Suspect[];
}

/** An issue that was touched and came without a history. It is stored as incomplete until it is known why. */
export interface Suspect {
  readonly id: string;
  readonly prepared: PreparedIssue;
  /** Resolved, or moved on from where it began. */
  readonly mustHaveChanged: boolean;
}
