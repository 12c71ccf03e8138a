import type { Result } from "../../model/result.ts";
import { facetName, lastDay, percent, quantity } from "../wording.ts";
import { conflictSentence, joinSentences } from "../join-wording.ts";
import { Fold, Foreign } from "./parts.tsx";

/** What was read, whether it is all, and what the tool cannot show. */
export function Data({ result }: { result: Result }) {
  return (
    <>
      <Streams result={result} />
      <Diagnostics result={result} />
      {result.provenance.connections.map((connection) => (
        <Limits connection={connection} />
      ))}
      <Joins provenance={result.provenance} />
    </>
  );
}

/** What several tools show of one and the same. */
function Joins({ provenance: { joins, joinConflicts } }: Pick<Result, "provenance">) {
  const conflict = conflictSentence(joinConflicts);
  const sentences = [...joinSentences(joins), ...(conflict === null ? [] : [conflict])];
  if (sentences.length === 0) return null;
  return (
    <Fold class="block" summary={<span>What was taken for one in several tools</span>}>
      <ul>
        {sentences.map((sentence) => (
          <li>{sentence}.</li>
        ))}
      </ul>
    </Fold>
  );
}

function Streams({ result }: { result: Result }) {
  if (result.streams.length === 0) return <p>No stream was read.</p>;
  return (
    <table class="stack">
      <thead>
        <tr>
          <th>Stream</th>
          <th>Status</th>
          <th class="num">Stored</th>
          <th class="num">Tool says</th>
          <th class="num">Coverage</th>
          <th class="num">Read last</th>
          <th class="num">Requests</th>
          <th>Problem or note</th>
        </tr>
      </thead>
      <tbody>
        {result.streams.map((stream) => (
          <tr>
            <td>
              <Foreign>{`${stream.connection}/${stream.stream}`}</Foreign>
            </td>
            <td data-label="Status">{stream.status === "never" ? "never read" : stream.status}</td>
            <td class="num" data-label="Stored">
              {quantity(stream.stored)}
            </td>
            <td class="num" data-label="Tool says">
              {stream.vendorTotal === null ? null : quantity(stream.vendorTotal)}
            </td>
            <td class="num" data-label="Coverage">
              {typeof stream.coverage === "number" ? percent(stream.coverage) : null}
            </td>
            <td class="num" data-label="Read last">
              {quantity(stream.fetched)}
            </td>
            <td class="num" data-label="Requests">
              {quantity(stream.requests)}
            </td>
            <td>
              {stream.problem === null ? (
                (stream.coverageNote ?? null)
              ) : (
                <Foreign>{`${stream.problem.what} ${stream.problem.todo}`}</Foreign>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Diagnostics({ result }: { result: Result }) {
  const { cycleTimeP50Days, cycleTimeP85Days, flowBalance, wipSlopePerWeek, logQuality, completed } = result.diagnostics;
  return (
    <dl class="pairs">
      <dt>Finished in the window</dt>
      <dd>{quantity(completed)}</dd>
      <dt>Cycle time (not scored)</dt>
      <dd>
        {cycleTimeP50Days === null || cycleTimeP85Days === null
          ? "cannot be told"
          : `half within ${quantity(cycleTimeP50Days)} d, 85 % within ${quantity(cycleTimeP85Days)} d`}
      </dd>
      <dt>Log quality</dt>
      <dd>{logQuality === null ? "cannot be told" : percent(logQuality)}</dd>
      <dt>Arrivals to departures</dt>
      <dd>{flowBalance === null ? "cannot be told" : `${quantity(Math.exp(flowBalance))} to 1`}</dd>
      <dt>Work in progress</dt>
      <dd>
        {wipSlopePerWeek === null
          ? "cannot be told"
          : `${wipSlopePerWeek < 0 ? "falls" : "grows"} by ${quantity(Math.abs(wipSlopePerWeek))} items a week`}
      </dd>
    </dl>
  );
}

type Connection = Result["provenance"]["connections"][number];

function Limits({ connection }: { connection: Connection }) {
  const all = Object.entries(connection.provides);
  const limits = [
    ...all.filter(([, support]) => support.level === "none"),
    ...all.filter(([, support]) => support.level === "partial"),
  ];
  if (limits.length === 0) return null;
  const synced = connection.lastSyncedAt === null ? "never read" : `last read ${lastDay(connection.lastSyncedAt)}`;
  return (
    <Fold
      class="block"
      summary={
        <span>
          What <Foreign>{connection.id}</Foreign>
          {connection.id === connection.kind ? "" : ` (${connection.kind})`} cannot show, or shows in part <small>{synced}</small>
        </span>
      }
    >
      <dl class="pairs">
        {limits.map(([facet, support]) => (
          <>
            <dt>
              {facetName(facet)} ({support.level === "none" ? "not at all" : "in part"})
            </dt>
            <dd>{support.sentence}</dd>
          </>
        ))}
      </dl>
    </Fold>
  );
}
