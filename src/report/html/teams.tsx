import { LEVELS, LEVEL_NAMES } from "../../model/level.ts";
import type { Result, TeamVerdict } from "../../model/result.ts";
import { chanceOf, isOpen, nextOpen, percent, plural, quantity, RATING_SYMBOLS } from "../wording.ts";
import { Fold, Foreign } from "./parts.tsx";

/** Where each team stands. A suppressed team is named with its reason and nothing else. */
export function TeamTable({ teams }: { teams: readonly TeamVerdict[] }) {
  return (
    <table class="stack">
      <thead>
        <tr>
          <th>Team</th>
          <th>1 to 5</th>
          <th>Level</th>
          <th class="num">Index</th>
          <th class="num">Active people</th>
          <th class="num">Items</th>
          <th>Note</th>
        </tr>
      </thead>
      <tbody>
        {teams.map((team) => (
          <TeamRow team={team} />
        ))}
      </tbody>
    </table>
  );
}

function TeamRow({ team }: { team: TeamVerdict }) {
  const shown = team.status !== "suppressed";
  const level = team.status === "assessed" ? team.level : null;
  const best = level?.best ?? null;
  const chance = best === null || level === null ? null : chanceOf(level, best);
  const blocking = level?.gaps.find((gap) => !gap.tolerated && gap.kind !== "evidence")?.sentence ?? null;
  const note = team.reason ?? blocking ?? (level === null ? null : nextOpen(level));
  return (
    <tr>
      <td>
        <Foreign>{team.name}</Foreign>
      </td>
      <td>{best === null ? null : <Ranks team={team} />}</td>
      <td data-label="Level">
        {best === null ? (shown ? "cannot be judged" : "not shown") : `${best} ${LEVEL_NAMES[best]}`}
        {chance === null ? null : <small> {chance}</small>}
      </td>
      <td class="num" data-label="Index">
        {(shown && team.status === "assessed" && team.index?.score5?.toFixed(1)) || null}
      </td>
      <td class="num" data-label="Active people">
        {shown && team.activePeople !== null ? quantity(team.activePeople) : null}
      </td>
      <td class="num" data-label="Items">
        {shown && team.items !== null ? quantity(team.items) : null}
      </td>
      <td class="soft">{note}</td>
    </tr>
  );
}

function Ranks({ team }: { team: TeamVerdict }) {
  const level = team.level;
  if (level === null) return null;
  return (
    <span class="ranks" aria-hidden="true">
      {LEVELS.map((k) => (
        <i class={k <= (level.best ?? 0) ? "on" : isOpen(level, k) ? "open" : ""} />
      ))}
    </span>
  );
}

/** How far the levels reach, and which team is rated how on what. */
export function Teams({ result }: { result: Result }) {
  const assessed = result.teams.filter((team) => team.status === "assessed" && team.level !== null);
  return (
    <>
      <TeamTable teams={result.teams} />
      {result.breadth.length === 0 ? null : (
        <dl class="pairs">
          {result.breadth.map((step) => (
            <>
              <dt>Level {step.level} or higher</dt>
              <dd>
                <Reach result={result} step={step} />
              </dd>
            </>
          ))}
        </dl>
      )}
      <p class="soft">
        The percentage beside a level is the chance that the team is at it or higher. Groups under five active people are named
        without any number. Nothing here is about a person.
      </p>
      {assessed.length < 2 ? null : (
        <Fold class="block" summary={<span>Every characteristic by team</span>}>
          <Matrix result={result} teams={assessed} />
        </Fold>
      )}
    </>
  );
}

/** Teams at a level or higher. Teams that could not be judged that high are counted apart: they are no teams below. */
function Reach({ result, step }: { result: Result; step: Result["breadth"][number] }) {
  const open = result.teams.filter(
    (team) => team.status === "assessed" && team.level !== null && isOpen(team.level, step.level),
  ).length;
  if (open >= step.of || (isOpen(result.level, step.level) && step.teams === 0)) return <>cannot be judged</>;
  return (
    <>
      {step.teams} of {plural(step.of, "assessed team", "assessed teams")}, {percent(step.peopleShare)} of the people in them
      {open === 0 ? "" : `; ${open} not judged that high`}
    </>
  );
}

function Matrix({ result, teams }: { result: Result; teams: readonly TeamVerdict[] }) {
  const ids = result.characteristics.map((one) => one.id);
  const firsts = new Set(ids.filter((id) => id.endsWith(".1")));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Ratings of every characteristic by team">
      <table class="matrix">
        <thead>
          <tr>
            <th>Team</th>
            {ids.map((id) => (
              <th class={firsts.has(id) ? "first" : ""}>{id}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => {
            const ratings = new Map(team.characteristics.map((one) => [one.id, one.rating]));
            return (
              <tr>
                <th scope="row">
                  <Foreign>{team.name}</Foreign>
                </th>
                {ids.map((id) => {
                  const rating = ratings.get(id) ?? "I";
                  return (
                    <td class={firsts.has(id) ? "first" : ""}>
                      <span class={`cell ${rating}`}>{RATING_SYMBOLS[rating]}</span>
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
