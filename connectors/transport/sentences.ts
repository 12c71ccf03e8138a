import { ProblemError, type ProblemCode } from "../../src/model/problem.ts";
import type { WireFault } from "./wire-fault.ts";

/** Who asked for what, as far as it may be printed: no host, no query, no header, no body. */
export interface Asked {
  readonly vendor: string;
  readonly method: string;
  readonly path: string;
  readonly stream: string;
  readonly page: number | null;
}

type Sentence = readonly [what: string, todo: string];

const RETRY_LATER = "Run the same command again; it goes on where this run stopped.";
const CHECK_URL = "Check the URL: it must be the address that you open in the browser, without a path.";

export function faultProblem({ code, detail }: WireFault, asked: Asked): ProblemError {
  const { vendor } = asked;
  const call = callOf(asked);
  const sentences: Readonly<Record<WireFault["code"], Sentence>> = {
    "blocked-address": [`The address behind the URL of ${vendor} is one that must never be asked.`, CHECK_URL],
    "connection-lost": [`The connection broke while ${vendor} answered ${call}.`, RETRY_LATER],
    interrupted: [`The read was interrupted at ${call}.`, RETRY_LATER],
    "not-json": NOT_JSON(detail, vendor, call),
    "redirected-away": [
      `${vendor} redirected ${call} ${detail === "loop" ? "again and again" : "to another address"}, which was not followed.`,
      "Use the address at which the site is really served, and check that no login page or proxy stands in front of it.",
    ],
    timeout: [`${vendor} did not finish its answer to ${call} in time.`, RETRY_LATER],
    tls: [
      `No safe connection to ${vendor} was possible: its certificate was refused (${detail}).`,
      "Check the URL; if a proxy of yours signs certificates, name its root in NODE_EXTRA_CA_CERTS.",
    ],
    "too-large": [
      `The answer of ${vendor} to ${call} was larger than allowed.`,
      "Lower `pageSize` of the connection and run again.",
    ],
    unreachable: [`${vendor} could not be reached (${detail}).`, `${CHECK_URL} Then check the network.`],
    usage: [
      `The recording holds no answer to ${call}.`,
      "Replay into an empty workspace, with the same configuration as the recording, or record again.",
    ],
  };
  const [what, todo] = sentences[code];
  return problem(code, what, todo, asked);
}

function NOT_JSON(detail: string, vendor: string, call: string): Sentence {
  if (detail === "html")
    return [
      `${vendor} answered ${call} with a web page instead of data.`,
      `${CHECK_URL} A login page or a proxy may stand in front of it.`,
    ];
  if (detail === "empty") return [`${vendor} answered ${call} with nothing.`, RETRY_LATER];
  if (detail === "encoding")
    return [`${vendor} answered ${call} in an unknown compression.`, "Check whether a proxy changes the answers."];
  return [`The answer of ${vendor} to ${call} was not valid JSON; it may have been cut.`, RETRY_LATER];
}

export function statusProblem(status: number, asked: Asked): ProblemError {
  const { vendor } = asked;
  const call = callOf(asked);
  const of = (code: ProblemCode, what: string, todo: string) => problem(code, what, todo, asked);
  switch (true) {
    case status === 401:
      return of(
        "unauthenticated",
        `${vendor} refused the token at ${call} (401).`,
        "Check that e-mail and token belong together and that the token has not expired; make a new one if in doubt.",
      );
    case status === 403:
      return of(
        "forbidden",
        `The token may not ask ${call} (403).`,
        'Give its account the permission named in "wmmm list connectors", or leave this part out.',
      );
    case status === 404:
      return of("not-found", `${vendor} knows no ${call} (404).`, CHECK_URL);
    case status === 410:
      return of(
        "endpoint-removed",
        `${vendor} has removed ${call} (410).`,
        "Update wmmm; if it is the newest version, please report this.",
      );
    case status === 429:
      return refusedProblem(status, asked);
    case status >= 500:
      return of("server-error", `${vendor} failed at ${call} (${status}).`, RETRY_LATER);
    case status >= 300 && status < 400:
      return of("redirected-away", `${vendor} redirected ${call}, which was not followed.`, CHECK_URL);
    default:
      return of(
        "unexpected-shape",
        `${vendor} did not accept ${call} (${status}).`,
        "Update wmmm; if it is the newest version, please report this.",
      );
  }
}

/** Refused for the rate again and again; some vendors say so with another status than 429. */
export function refusedProblem(status: number, asked: Asked): ProblemError {
  return problem(
    "rate-limited",
    `${asked.vendor} kept refusing ${callOf(asked)} because of its rate limit (${status}).`,
    `Wait some minutes. ${RETRY_LATER}`,
    asked,
  );
}

/** Allowed no request at all by whoever runs the site. */
export function blockedProblem(asked: Asked): ProblemError {
  return problem(
    "rate-limited",
    `${asked.vendor} allows this account no requests: its rate limit is set to 0.`,
    "Ask the administrator of the site to raise the limit for the token's account.",
    asked,
  );
}

export function tooLongProblem(waitMs: number, asked: Asked): ProblemError {
  return problem(
    "rate-limited",
    `${asked.vendor} asked to wait ${spanOf(waitMs)} before ${callOf(asked)}, longer than a run waits.`,
    `Run again after that time. What was read is stored, and the read goes on where it stopped.`,
    asked,
  );
}

/** The vendor would still answer; the rest of its quota is left to others. */
export function shareUsedProblem(waitMs: number, share: number, asked: Asked): ProblemError {
  return problem(
    "rate-limited",
    `${Math.round(share * 100)} % of what ${asked.vendor} allows this token is used, and the rest is left to others; it is filled up in ${spanOf(waitMs)}.`,
    `Run again after that time, or set WMMM_QUOTA_SHARE higher. What was read is stored, and the read goes on where it stopped.`,
    asked,
  );
}

function spanOf(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes > 48 * 60) return `${Math.round(minutes / 1440)} days`;
  return minutes > 120 ? `${Math.round(minutes / 60)} hours` : `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
}

function problem(code: ProblemCode, what: string, todo: string, { stream, page }: Asked): ProblemError {
  return new ProblemError({ code, what, todo, stream, page });
}

function callOf({ method, path, page }: Asked): string {
  return `${method} ${path.slice(0, 120)}${page === null ? "" : `, page ${page}`}`;
}
