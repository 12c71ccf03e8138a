import { readFileSync } from "node:fs";
import { sharedPath } from "../../test/support/shared.ts";
import { jiraSubject } from "./jira-subject.ts";
import { linearSubject } from "./linear-subject.ts";
import type { Subject } from "./subject.ts";

/** Every connector that reads over the network and whose server is at hand. Some servers execute the vendor's schema, which lies beside the checkout. */
export function subjects(reduced: boolean): { readonly subjects: readonly Subject[]; readonly missing: readonly string[] } {
  const linearSchema = sharedPath("schemas/linear.graphql");
  return {
    subjects: [jiraSubject(reduced), ...(linearSchema === null ? [] : [linearSubject(readFileSync(linearSchema, "utf8"))])],
    missing: linearSchema === null ? ["linear"] : [],
  };
}
