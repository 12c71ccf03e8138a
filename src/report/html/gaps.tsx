import type { Gap, Result } from "../../model/result.ts";
import { gapsTitle } from "../wording.ts";
import { Foreign, Section } from "./parts.tsx";
import { TeamTable } from "./teams.tsx";

/** Why the level is not higher. Where it is a team that blocks, the teams stand right below, since the profile alone would not show it. */
export function Gaps({ result }: { result: Result }) {
  const { level, characteristics } = result;
  const known = new Set(characteristics.map((one) => one.id));
  const blocking = level.gaps.filter((gap) => !gap.tolerated);
  const tolerated = level.gaps.filter((gap) => gap.tolerated);
  const teamBlocks = blocking.some((gap) => gap.kind === "team");
  return (
    <Section id="gaps" title={gapsTitle(level)}>
      {level.gaps.length === 0 ? <p>Nothing is open.</p> : <GapList gaps={blocking} known={known} />}
      {teamBlocks ? (
        <>
          <p class="soft">
            A level counts for the whole only where its teams have reached it; the 25 ratings further down are averages over the
            teams and can look better.
          </p>
          <TeamTable teams={result.teams} />
        </>
      ) : null}
      {tolerated.length === 0 ? null : (
        <>
          <h3>Open, but not holding the level back</h3>
          <GapList gaps={tolerated} known={known} />
        </>
      )}
    </Section>
  );
}

function GapList({ gaps, known }: { gaps: readonly Gap[]; known: ReadonlySet<string> }) {
  if (gaps.length === 0) return null;
  return (
    <ul class="plain">
      {gaps.map((gap) => (
        <li class={gap.rating ?? (gap.kind === "evidence" ? "I" : "P")}>
          <Foreign>{gap.sentence}</Foreign> <GapLink gap={gap} known={known} />
        </li>
      ))}
    </ul>
  );
}

function GapLink({ gap, known }: { gap: Gap; known: ReadonlySet<string> }) {
  if (gap.kind === "team") return <a href="#teams">Teams</a>;
  return known.has(gap.id) ? <EvidenceLink of={gap.id} /> : null;
}

function EvidenceLink({ of }: { of: string }) {
  return (
    <a class="whole" href={`#c-${of}`}>
      Evidence for {of}
    </a>
  );
}

/** Steps in their order; those that change only what can be seen are marked as such. */
export function Next({ result }: { result: Result }) {
  return (
    <>
      <ol class="next">
        {result.next.map((step) => (
          <li>
            {step.kind === "evidence" ? <small>To see more: </small> : null}
            <Foreign>{step.sentence}</Foreign> {step.characteristic === null ? null : <EvidenceLink of={step.characteristic} />}
          </li>
        ))}
      </ol>
      {result.next.some((step) => step.kind === "evidence") ? (
        <p class="soft">"To see more" changes what can be judged, not how mature the work is.</p>
      ) : null}
    </>
  );
}
