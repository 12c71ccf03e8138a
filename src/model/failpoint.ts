/**
 * Places at which a process can be made to die, so that a test can show what a crash there leaves behind. In a program that is run by a user
 * nobody hands over a port, and a place costs one comparison.
 */
export const FAILPOINTS = [
  // The file of a workspace, and its tables.
  "open:file-made",
  "open:before-tables",
  "open:table-made",
  "open:tables-made",
  "open:ready",
  // The right to write.
  "lease:taken",
  "lease:released",
  // A request.
  "http:before-request",
  "http:after-answer",
  // A connection.
  "sync:begin",
  "sync:before-preflight",
  "sync:after-preflight",
  "sync:stream-begins",
  "sync:page-arrived",
  "sync:page-stored",
  "sync:stream-ended",
  "sync:before-failure-noted",
  "sync:failure-noted",
  "sync:end",
  // Beginning and failing a read.
  "read:before-begin",
  "read:in-begin",
  "read:begun",
  "read:in-failure",
  "read:failed",
  "read:forgotten",
  // A page, in the order in which it is written. `page:...` inside one transaction.
  "page:before",
  "page:begun",
  "page:lease-checked",
  "page:item",
  "page:items",
  "page:events",
  "page:actors",
  "page:pull-requests",
  "page:definitions",
  "page:gone",
  "page:bodies",
  "page:drift",
  "page:cursor",
  "page:end-of-read",
  "page:generation-swapped",
  "page:before-commit",
  "page:committed",
  // A whole read that is shared out.
  "shards:in-plan",
  "shards:planned",
  "shards:failed",
  "shards:in-join",
  "shards:joined",
  // What is made of it.
  "scan:synced",
  "scan:judged",
  "scan:printed",
  "scan:files-written",
  "scan:in-save",
  "scan:saved",
  "scan:closed",
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

/** Called at a place of that name; in a test it may end the process. */
export type FailpointPort = (name: Failpoint) => void;
