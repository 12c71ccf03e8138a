/** A question whose answer becomes part of the configuration of a connection. */
export interface Question {
  /** Name of its option without the dashes, e.g. `url`; key of its answer. */
  readonly flag: string;
  readonly text: string;
  readonly example: string;
  /** True: the answer is a path, kept as an absolute one. */
  readonly isPath?: boolean;
}

export type Answers = Readonly<Record<string, string>>;

/** What the wizard knows of one tracker. Data, so that a new one is an entry in `trackers.ts`. */
export interface TrackerGuide {
  /** Answer to `--tracker`. */
  readonly id: string;
  /** Connector. */
  readonly kind: string;
  readonly label: string;
  readonly hint: string;
  readonly questions: readonly Question[];
  /** Null where there is no token. */
  readonly token: {
    /** Offered as the variable that holds it: the first of these that is set, otherwise the first. */
    readonly variables: readonly string[];
    /** Page on which it is made. */
    link(answers: Answers): string;
    /** How to make one with the least rights, a step a line. */
    readonly steps: readonly string[];
  } | null;
  /** What is chosen from, in the plural; e.g. `projects`. */
  readonly scopeWord: string;
  /** Input of the connector's `parseConfig`. `scope` null = all. */
  settings(answers: Answers, scope: readonly string[] | null): unknown;
  /** Offered as the name of the workspace; it need not be a valid one. */
  workspace(answers: Answers): string;
}
