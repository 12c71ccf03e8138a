import { expect, test } from "vitest";
import { createSeldom } from "../../src/server/seldom.ts";

test("each kind is said at once, and then once in a while with how often it came", () => {
  let now = 0;
  const said: string[] = [];
  const seldom = createSeldom(() => now, 60_000);
  for (; now <= 120_000; now += 10_000) {
    seldom("a", (times) => said.push(`${now} a ${times}`));
    if (now === 30_000) seldom("b", (times) => said.push(`${now} b ${times}`));
  }
  expect(said).toEqual(["0 a 1", "30000 b 1", "60000 a 6", "120000 a 6"]);
});

test("kinds that somebody makes up are forgotten, the oldest first", () => {
  const said: string[] = [];
  const seldom = createSeldom(() => 0, 60_000);
  const say = (kind: string) => seldom(kind, () => said.push(kind));
  for (let number = 0; number < 1000; number++) say(`kind ${number}`);
  expect(said).toHaveLength(1000);
  say("kind 999");
  expect(said).toHaveLength(1000);
  say("kind 0");
  expect(said).toHaveLength(1001);
});
