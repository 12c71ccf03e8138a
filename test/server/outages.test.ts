import { beforeEach, describe, expect, test } from "vitest";
import { createOutages, QUIET_MS, SAY_AWAY_MS, type OutageNews, type Outages } from "../../src/server/outages.ts";

describe("outages", () => {
  let now: number;
  let news: OutageNews[];
  let outages: Outages;
  beforeEach(() => {
    now = 1000;
    news = [];
    outages = createOutages({ now: () => now, tell: (one) => void news.push(one) });
  });

  test("an hour of failures is one line when it goes, one a minute, and one when it is back", () => {
    const begun = now;
    let failures = 0;
    for (; now < begun + 60 * SAY_AWAY_MS; now += 500) {
      for (let time = 0; time < 7; time++, failures++) outages.failed("Redis", "ECONNREFUSED");
      outages.asked("Redis", false);
    }
    const lastFailure = now - 500;
    const answered = now;
    for (; outages.away().length > 0; now += 1000) outages.asked("Redis", true);
    expect(news[0]).toEqual({ what: "gone", service: "Redis", code: "ECONNREFUSED", since: begun, failures: 1 });
    expect(news.slice(1, -1).map(({ what }) => what)).toEqual(Array.from({ length: 59 }, () => "away"));
    expect(news.at(-1)).toEqual({
      ...{ what: "back", service: "Redis", code: "ECONNREFUSED", since: begun, failures, awayMs: answered - begun },
    });
    // Told when it had been quiet for a while, and counted from the first answer.
    expect(now - 1000 - lastFailure).toBeGreaterThanOrEqual(QUIET_MS);
  });

  test("somebody who uses it seldom still hears that it is away", () => {
    outages.failed("database", "57P01");
    for (let second = 0; second < 130; second++) {
      now += 1000;
      outages.asked("database", false);
    }
    expect(news.map(({ what, failures }) => [what, failures])).toEqual([
      ["gone", 1],
      ["away", 1],
      ["away", 1],
    ]);
  });

  test("what flickers is one outage", () => {
    outages.failed("Redis", "ECONNRESET");
    for (let time = 0; time < 20; time++) {
      now += QUIET_MS - 1;
      outages.asked("Redis", true);
      outages.failed("Redis", "ECONNRESET");
    }
    expect(news.filter(({ what }) => what !== "away")).toHaveLength(1);
    now += QUIET_MS;
    outages.asked("Redis", true);
    expect(news.at(-1)).toMatchObject({ what: "back", failures: 21 });
  });

  test("services are away each for itself, and one that is not away is asked for nothing", () => {
    outages.asked("Redis", true);
    outages.asked("database", false);
    outages.opened("database");
    expect(news).toEqual([]);
    outages.failed("Redis", "OOM");
    outages.failed("database", "ECONNREFUSED");
    expect(outages.away()).toEqual(["Redis", "database"]);
    now += 3;
    outages.opened("database");
    expect(outages.away()).toEqual(["Redis"]);
    expect(news.at(-1)).toMatchObject({ what: "back", service: "database", awayMs: 3 });
  });
});
