import type { Result } from "../../model/result.ts";
import type { RoadmapStep } from "../../model/roadmap.ts";
import { ACCOMPANYING_TITLE, alternativeOf, factsOf, leadOf, titleOf } from "../roadmap/wording.ts";
import { Foreign, Section } from "./parts.tsx";

/** What would have to be observed for the next level; only where the result was written with a roadmap. */
export function RoadmapSection({ result }: { result: Result }) {
  const { roadmap } = result;
  if (roadmap === undefined) return null;
  const signals = new Map(result.signals.map((signal) => [signal.id, signal]));
  return (
    <Section id="roadmap" title={titleOf(roadmap)}>
      <p>
        <Foreign>{leadOf(roadmap)}</Foreign>
      </p>
      <Steps steps={roadmap.steps} />
      {roadmap.lessStable.length === 0 ? null : (
        <>
          <h3>Depend on where exactly the thresholds lie</h3>
          <Steps steps={roadmap.lessStable} />
        </>
      )}
      {roadmap.accompanying.length === 0 ? null : (
        <>
          <h3>{ACCOMPANYING_TITLE}</h3>
          <Steps steps={roadmap.accompanying} />
        </>
      )}
      <List
        title="Other sets that ask for about as much"
        sentences={roadmap.alternatives.map((plan) => alternativeOf(plan, signals, roadmap.withoutTarget))}
      />
      <List title="To see more: it changes what is known, not maturity" sentences={roadmap.evidence} />
    </Section>
  );
}

function Steps({ steps }: { steps: readonly RoadmapStep[] }) {
  return (
    <ol class="next">
      {steps.map((step) => (
        <li>
          {step.practice}
          {factsOf(step).map((fact) => (
            <>
              <br />
              <small>
                <Foreign>{fact}</Foreign>
              </small>
            </>
          ))}
        </li>
      ))}
    </ol>
  );
}

function List({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="plain">
        {sentences.map((sentence) => (
          <li class="I">
            <Foreign>{sentence}</Foreign>
          </li>
        ))}
      </ul>
    </>
  );
}
