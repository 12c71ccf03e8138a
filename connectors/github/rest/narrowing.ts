import type { Narrowing, Support } from "../../../src/model/facet.ts";

const none = (what: string): Support => ({ level: "none", sentence: `Read without a token: ${what}.` });
const partial = (what: string): Support => ({ level: "partial", sentence: `Read without a token: ${what}.` });

/** What GitHub does not show to those who do not sign in, or only issue by issue, for which 60 requests an hour are too few. */
export const NARROWED_WITHOUT_TOKEN: Narrowing = {
  "status-history": partial(
    "Projects are not seen, so issues are open or closed, with every closing and reopening, unless a clear family of labels says more",
  ),
  comments: none("comments are not read, 60 requests an hour are too few for them"),
  "comment-texts": none("comments are not read, 60 requests an hour are too few for them"),
  types: partial("the type of an issue is seen as it is now; sub-issues and changes of the type are not"),
  priorities: partial("labels named like a priority are seen with their changes; issue fields and Projects are not"),
  "due-dates": none("issue fields and Projects, where dates are kept, are not seen"),
  estimates: none("issue fields and Projects, where estimates are kept, are not seen"),
  sprints: partial("iterations of Projects are not seen; milestones are, with every change"),
  links: none("references, duplicates, sub-issues, dependencies and closing pull requests are not shown"),
  blocked: partial("only labels that say blocked are seen, not dependencies between issues"),
  "intake-forms": none("the templates of the repository are not read"),
  "declared-workflow": none("Projects are not seen, so no columns are known"),
  "pull-requests": none(
    "pull requests are not read, since reviews and the issues they close are told one by one and would look as if there were none",
  ),
  "ai-agents": partial(
    "issues that are assigned to agents are seen, and what agents do under their own account, but no comments",
  ),
};
