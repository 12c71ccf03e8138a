import { expect, test } from "vitest";
import { redisFaultOf } from "../../jobs/bullmq/redis-faults.ts";

test.each([
  [Object.assign(new Error("connect ECONNREFUSED 10.0.0.1:6379"), { code: "ECONNREFUSED" }), "ECONNREFUSED"],
  [new AggregateError([Object.assign(new Error("no"), { code: "ENOTFOUND" })]), "ENOTFOUND"],
  // The words of ioredis 6.
  [new Error("Command timed out"), "ETIMEDOUT"],
  [new Error("Socket timeout. Expecting data, but didn't receive any in 5000ms."), "ETIMEDOUT"],
  [new Error("Reached the max retries per request limit (which is 1). Refer to ..."), "ETIMEDOUT"],
  [new Error("Connection is closed."), "ETIMEDOUT"],
  // The words of Redis 7.
  [new Error("LOADING Redis is loading the dataset in memory"), "LOADING"],
  [new Error("WRONGPASS invalid username-password pair or user is disabled."), "WRONGPASS"],
  [new Error("OOM command not allowed when used memory > 'maxmemory'."), "OOM"],
  [new Error("Missing lock for job 7. moveToFinished"), null],
  [Object.assign(new Error("disk"), { code: "53100" }), null],
  ["ECONNREFUSED", null],
])("%s", (error, code) => {
  expect(redisFaultOf(error)).toBe(code);
});
