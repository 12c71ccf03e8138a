import { createAdaptorServer } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { Hono } from "hono";
import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { redisQueue } from "../../jobs/bullmq/redis.ts";
import { BOARD_PATH, boardRoutes } from "../../src/server/board.ts";
import { redis } from "../support/services.ts";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const server = await redis();
const SECRET = "0123456789abcdef01234567";

test.skipIf(!existsSync(executablePath) || server.missing !== null)(
  "the board in a browser shows the ids of waiting jobs, asks no other host, and its policy breaks nothing",
  { timeout: 60_000 },
  async () => {
    const queue = redisQueue({
      url: server.url,
      prefix: server.prefix,
      now: () => Date.now(),
      sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
      onError: () => undefined,
    });
    await queue.enqueue([{ id: "acme-20261130T050000Z.1", notBefore: Date.now() + 3_600_000 }]);
    const routes = boardRoutes({
      secret: SECRET,
      queues: () => queue.bullmq!(),
      remoteAddress: (context) => getConnInfo(context).remote.address,
      now: () => 0,
      sleep: async () => undefined,
      onWrongSecret: () => undefined,
    });
    const listening = createAdaptorServer({ fetch: new Hono().route(BOARD_PATH, routes).fetch });
    await new Promise<void>((resolve) => void listening.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
    const browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    });
    try {
      const context = await browser.newContext({
        viewport: { width: 1200, height: 800 },
        httpCredentials: { username: "admin", password: SECRET, origin: address },
      });
      const page = await context.newPage();
      const [failed, refused, answered]: [string[], string[], string[]] = [[], [], []];
      page.on("pageerror", (error) => failed.push(error.message));
      page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
      page.on("response", (answer) => answered.push(answer.url()));
      await page.goto(`${address}${BOARD_PATH}/queue/tasks?status=delayed`);
      await page.getByText("acme-20261130T050000Z.1").first().waitFor();
      await page.screenshot({ path: process.env["BOARD_PICTURE"] ?? "/dev/null", type: "png" });
      expect(failed).toEqual([]);
      // Fonts of another host are what the policy keeps away.
      expect(refused.filter((text) => !text.includes("fonts.googleapis.com"))).toEqual([]);
      expect(answered.filter((url) => !url.startsWith(address))).toEqual([]);
    } finally {
      await browser.close();
      listening.close();
      await queue.close();
    }
  },
);
