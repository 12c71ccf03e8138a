import { COLUMNS, type ColumnMeaning } from "../../connectors/file/columns.ts";
import { KIND_WORDS } from "../../connectors/file/kinds.ts";
import { STATE_CATEGORIES } from "../../src/model/category.ts";

/** What a row of each kind says in `from`, `to` and `detail`. */
const KIND_MEANINGS: Readonly<Record<keyof typeof KIND_WORDS, string>> = {
  created: "The item was created; the item columns of this row are its values then.",
  status: "It moved from one status to another.",
  assignee: "It was given from one person to another; empty `to`: to nobody.",
  delegate: "The same for somebody who works on it for the assignee, e.g. an agent.",
  priority: "Its priority changed.",
  type: "Its type changed.",
  resolution: "It was closed as `to`; empty `to`: no longer.",
  estimate: "Its estimate changed.",
  "due-date": "Its due date changed.",
  team: "It went to another team.",
  project: "It went to another project.",
  parent: "It became a part of `to`, an id or key.",
  sprint: "It left sprint `from` or came into sprint `to`.",
  label: "Label `from` was taken off, or `to` put on.",
  component: "The same for components.",
  milestone: "The same for milestones and versions.",
  flag: "A flag was set (`to` filled) or cleared (`from` filled, `to` empty).",
  link: "It was linked to item `to`; `detail` is the phrase, e.g. `is blocked by`, `duplicates`, `pull request`.",
  comment: "Somebody commented; `text` is read in passing.",
  title: "The title was changed.",
  description: "The description was changed.",
  archived: "It was put away.",
  deleted: "It was deleted.",
};

export function fileImportPage(): string {
  const parts = [
    "# File import\n",
    "<!-- Printed from the metadata beside the code by `npm run docs`. Do not edit. -->\n",
    "For a tool that wmmm does not read: export its history with one query and connect the file.\n",
    "```",
    "npx wmmm connect file --workspace acme --path events.csv",
    "npx wmmm scan acme",
    "```\n",
    "CSV (RFC 4180; comma, semicolon or tab), JSON lines, and XES (IEEE 1849, as `.xes` or `.xes.gz`) are told apart by what is in them. Text is",
    "UTF-8; any of them may be packed with gzip. Nothing of the file is kept but what any other tracker's history is turned into.\n",
    "## A table of events\n",
    "One row an event, in any order. The smallest useful one:\n",
    "```",
    "item,timestamp,event,from,to,actor",
    "A-1,2026-06-01T09:00:00Z,created,,,ada",
    "A-1,2026-06-02T10:00:00Z,status,To Do,In Progress,ada",
    "A-1,2026-06-04T16:30:00Z,status,In Progress,Done,ada",
    "```\n",
    ...table(COLUMNS.event),
    "### Kinds of events\n",
    "| event | also | says |",
    "|---|---|---|",
    ...Object.entries(KIND_WORDS).map(
      ([kind, [first, ...others]]) =>
        `| ${first} | ${others.join(", ") || "-"} | ${KIND_MEANINGS[kind as keyof typeof KIND_WORDS]} |`,
    ),
    "",
    "Any other word is kept as a change of a field of that name. Without a `created` row, and without a column `created`, the beginning of an item",
    "is not known, and signals that need it leave the item out.\n",
    "### Item columns\n",
    "On a `created` row they are values at the creation. On other rows, and in a file of items (`--items items.csv`, one row an item), they are",
    "values now; what they were before is worked out from the events.\n",
    ...table(COLUMNS.item),
    "## A plain event log\n",
    "Without a column `event`, as in process mining, each row is a move: `case`, `activity`, `timestamp` are enough. The activity stands for the",
    "status that the case is in from then on, the first one for its creation. So does each event of a XES log: attributes of a trace are written",
    "`case:...`, and `lifecycle:transition` other than `start`, `complete`, `resume` and `autoskip` moves nothing.\n",
    "## What statuses mean\n",
    "By name where the name is known in one of several languages; else a status counts as not started, and an activity of a plain log as work.",
    "Say what yours mean, and say it again with the same `--id` to change it:\n",
    "```",
    '--status-map "done=Closed,Resolved;cancelled=Rejected;wait=Parked"',
    "```\n",
    `Categories: ${STATE_CATEGORIES.map((category) => `\`${category}\``).join(", ")}.\n`,
    "## Names and zones\n",
    "- Other names of columns: `--columns item=Ticket,activity=Step`. Upper and lower case, `_`, `-`, `.` and spaces do not matter.",
    "- Timestamps without a zone are refused, since a guess may be half a day off; `--zone +01:00` says where they were written.\n",
    "## Reading again\n",
    "- A file whose size and time of change are those of the last scan is not read again; one with the same contents stores nothing.",
    "- A file that has changed is read whole and takes the place of what was read before. Items that are no longer in it are gone.",
    "- Events have no ids in a file: an event is known by what it says, wherever its row stands. Rows that say the same count once.",
    "- Rows that cannot be used are counted and told with row and column, never with what stood there; the scan then ends as incomplete, and no",
    "  item counts as gone.\n",
    "## What is not seen\n",
    "Each file is asked only for what it holds: a column or kind of row that is not there makes the signals that need it `not-supported`, with the",
    "sentence that says what is missing. Where no column says who is a person, everybody counts as one, and automation is not judged.",
    "A file is read into memory: up to 3 million rows, a million letters a row, 2 GB unpacked.",
  ];
  return `${parts.join("\n").trimEnd()}\n`;
}

function table(columns: Readonly<Record<string, ColumnMeaning>>): readonly string[] {
  return [
    "| column | also | holds |",
    "|---|---|---|",
    ...Object.values(columns).map(
      ({ names: [first, ...others], meaning }) => `| ${first} | ${others.join(", ") || "-"} | ${meaning} |`,
    ),
    "",
  ];
}
