/**
 * What an organisation does so that a signal can be observed to be better: a practice, never a number to enter. Only signals that move when
 * work itself moves are here: what somebody can type in alone is no step.
 */
export const PRACTICES: Readonly<Record<string, string>> = {
  "issue-before-code": "Open the item before the first commit, and name it in the branch or the pull request.",
  "retro-logging": "Put work on the board when it begins, not when it is done.",
  "stage-ownership-coverage": "Give every stage somebody who takes the item on, reviews included, and hand over by name.",
  "triage-latency": "Look at what is new at a fixed time each day and decide: take, plan or decline.",
  "cycle-time-tail-ratio": "Split what is large, and look at the oldest item in progress first each day.",
  "sle-shortfall": "Tell how long work usually takes, and act while an item can still make it.",
  "wip-age-over-sle": "Finish or stop the oldest items before anything new is begun.",
  "zombie-wip": "Close or cancel what nobody works on any more, with the reason, and begin less at once.",
  "due-date-reliability": "Promise dates from how long such work has taken, and say at once when one will not hold.",
  "say-do-ratio": "Plan by what was finished in the last sprints, and finish before adding.",
  "throughput-dispersion": "Finish items one by one as they get ready, in pieces of about one size.",
  "reopen-rate": "Agree on what done means before work begins, and check it before closing.",
  "off-stage-reassignment": "Settle who takes what when it enters a stage, so that nobody has to pass it on within one.",
  "hand-off-latency": "Have whoever is next pull the item when it is ready, and limit what waits for them.",
  backflow: "Check what a stage needs before an item enters it, so that it does not have to go back.",
  "dependency-readiness-at-start": "Begin what depends on others when it can go on; until then let it wait where all can see it.",
  "blocker-time-to-clear": "Flag what is stuck at once, and settle who clears it and by when.",
  "flow-efficiency": "Show waiting as waiting, and shorten the queues with the longest stays.",
  "status-freshness": "Update items as work happens, so that the board answers what a meeting would.",
  "meeting-batch-index": "Move items when work moves, not in front of the meeting.",
  "workflow-conformance": "Follow the agreed stages, and change the workflow where they do not fit the work.",
  "variant-concentration": "Agree on the few ways that work of one type takes.",
  "workflow-differentiation": "Give work that differs in urgency or kind a way and an expectation of its own.",
  "wip-load": "Limit what is in progress to what the people there can work on.",
  "sle-crossing-response": "React when an item passes the usual time: split it, help it on, or stop it.",
  "bottleneck-resolution": "When a queue grows, change what feeds or empties it, and look again after some weeks.",
  "workflow-evolution": "Change the workflow on purpose a few times a year, and see that the change is followed.",
  "improvement-slope": "Keep a few improvements running at all times, and measure before and after.",
  "automation-share": "Let rules make the moves that never need a decision.",
  "rule-based-routing": "Let rules or forms send what is new to the team that takes it.",
  "ai-assist-share": "Let agents draft, sort or summarise on the items themselves, where it can be seen.",
  "ai-execution-share": "Hand whole items of a suitable kind to agents, and accept their work by review.",
  "ai-oversight": "Keep a person as owner of what an agent does, and review it before it counts.",
  "shock-recovery": "Agree beforehand what is dropped when demand jumps.",
  continuity: "Share knowledge of each part so that work goes on whoever is away.",
};

/** What is filled in or set up: told beside the steps where the level asks for it, never as a step and never as a number to reach. */
export const ENTERED: Readonly<Record<string, string>> = {
  "definition-completeness-at-start": "Say before work begins what is wanted, of which kind it is and what it belongs to.",
  "assignee-coverage-at-start": "Let whoever begins an item take it, so that its owner is known from then on.",
  "structured-intake": "Ask for new work by a form or template that helps those who fill it in.",
  "estimate-use": "Size work before it begins, and compare with how long it took.",
  "dependency-visibility": "Link what waits for another team's item when it is found out, as the reason for waiting.",
  "instrumentation-breadth":
    "Use the measures that are at hand (expectations, limits, reasons for being stuck) and look at them together.",
  "improvement-work-share": "Plan improvements as work of their own, linked to what they change.",
  "chasing-load": "Answer on the item before anybody has to ask.",
};

/** Counts of what went wrong: aiming at the count hides it, so they are told as practices without a target. */
export const SYMPTOMS: ReadonlySet<string> = new Set(["zombie-wip", "reopen-rate"]);
