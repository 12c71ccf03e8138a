import { signal as assigneeCoverageAtStart } from "./clarity/assignee-coverage-at-start.ts";
import { signal as definitionCompletenessAtStart } from "./clarity/definition-completeness-at-start.ts";
import { signal as estimateUse } from "./clarity/estimate-use.ts";
import { signal as issueBeforeCode } from "./clarity/issue-before-code.ts";
import { signal as retroLogging } from "./clarity/retro-logging.ts";
import { signal as stageOwnershipCoverage } from "./clarity/stage-ownership-coverage.ts";
import { signal as structuredIntake } from "./clarity/structured-intake.ts";
import { signal as triageLatency } from "./clarity/triage-latency.ts";
import { signal as aiAssistShare } from "./collaboration/ai-assist-share.ts";
import { signal as aiExecutionShare } from "./collaboration/ai-execution-share.ts";
import { signal as aiOversight } from "./collaboration/ai-oversight.ts";
import { signal as automationShare } from "./collaboration/automation-share.ts";
import { signal as continuity } from "./collaboration/continuity.ts";
import { signal as ruleBasedRouting } from "./collaboration/rule-based-routing.ts";
import { signal as bottleneckResolution } from "./completion/bottleneck-resolution.ts";
import { signal as cycleTimeTailRatio } from "./completion/cycle-time-tail-ratio.ts";
import { signal as dueDateReliability } from "./completion/due-date-reliability.ts";
import { signal as duplicateBurden } from "./completion/duplicate-burden.ts";
import { signal as forgottenCommitments } from "./completion/forgotten-commitments.ts";
import { signal as improvementSlope } from "./completion/improvement-slope.ts";
import { signal as improvementWorkShare } from "./completion/improvement-work-share.ts";
import { signal as instrumentationBreadth } from "./completion/instrumentation-breadth.ts";
import { signal as reopenRate } from "./completion/reopen-rate.ts";
import { signal as sayDoRatio } from "./completion/say-do-ratio.ts";
import { signal as shockRecovery } from "./completion/shock-recovery.ts";
import { signal as sleCrossingResponse } from "./completion/sle-crossing-response.ts";
import { signal as sleShortfall } from "./completion/sle-shortfall.ts";
import { signal as throughputDispersion } from "./completion/throughput-dispersion.ts";
import { signal as wipAgeOverSle } from "./completion/wip-age-over-sle.ts";
import { signal as workflowEvolution } from "./completion/workflow-evolution.ts";
import { signal as zombieWip } from "./completion/zombie-wip.ts";
import { signal as backflow } from "./coordination/backflow.ts";
import { signal as blockerTimeToClear } from "./coordination/blocker-time-to-clear.ts";
import { signal as chasingLoad } from "./coordination/chasing-load.ts";
import { signal as dependencyReadinessAtStart } from "./coordination/dependency-readiness-at-start.ts";
import { signal as dependencyVisibility } from "./coordination/dependency-visibility.ts";
import { signal as flowEfficiency } from "./coordination/flow-efficiency.ts";
import { signal as handOffLatency } from "./coordination/hand-off-latency.ts";
import { signal as meetingBatchIndex } from "./coordination/meeting-batch-index.ts";
import { signal as offStageReassignment } from "./coordination/off-stage-reassignment.ts";
import { signal as statusFreshness } from "./coordination/status-freshness.ts";
import { signal as variantConcentration } from "./coordination/variant-concentration.ts";
import { signal as wipLoad } from "./coordination/wip-load.ts";
import { signal as workflowConformance } from "./coordination/workflow-conformance.ts";
import { signal as workflowDifferentiation } from "./coordination/workflow-differentiation.ts";
/** Every signal there is, in the order of the catalogue (S01 to S45). One import and one line for each file of the four folders. */
export const SIGNALS = [
    issueBeforeCode,
    retroLogging,
    definitionCompletenessAtStart,
    assigneeCoverageAtStart,
    stageOwnershipCoverage,
    structuredIntake,
    estimateUse,
    triageLatency,
    cycleTimeTailRatio,
    sleShortfall,
    wipAgeOverSle,
    zombieWip,
    forgottenCommitments,
    dueDateReliability,
    sayDoRatio,
    throughputDispersion,
    reopenRate,
    duplicateBurden,
    offStageReassignment,
    handOffLatency,
    backflow,
    dependencyVisibility,
    dependencyReadinessAtStart,
    blockerTimeToClear,
    flowEfficiency,
    statusFreshness,
    chasingLoad,
    meetingBatchIndex,
    workflowConformance,
    variantConcentration,
    workflowDifferentiation,
    wipLoad,
    sleCrossingResponse,
    bottleneckResolution,
    instrumentationBreadth,
    workflowEvolution,
    improvementWorkShare,
    improvementSlope,
    automationShare,
    ruleBasedRouting,
    aiAssistShare,
    aiExecutionShare,
    aiOversight,
    shockRecovery,
    continuity,
];
