import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { complaintsOfDockerfile, stagesOf } from "./dockerfile-rules.ts";

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const dockerfile = readFileSync(at("Dockerfile"), "utf8");
const ignored = readFileSync(at(".dockerignore"), "utf8");
const lock = JSON.parse(readFileSync(at("package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, { readonly version: string }>>;
};
const node = lock.packages["node_modules/node"]!.version;

test("the Dockerfile keeps every rule", () => {
  expect(complaintsOfDockerfile(dockerfile, ignored, node)).toEqual([]);
});

test("what it copies is there", () => {
  const copied = stagesOf(dockerfile)
    .flat()
    .filter(({ keyword, text }) => keyword === "COPY" && !text.startsWith("--from="))
    .flatMap(({ text }) => text.split(/\s+/).slice(0, -1));
  expect(copied.length).toBeGreaterThan(8);
  for (const source of copied) expect(existsSync(at(source)), source).toBe(true);
});

const SLIPS: readonly (readonly [string, string, string, string])[] = [
  ["root", "USER node", "USER root", "runs as root"],
  ["no user", "USER node\n", "", "runs as root"],
  ["latest", "FROM node:24.21.0-bookworm-slim\n", "FROM node:latest\n", "node:latest is not the Node that is locked"],
  [
    "a shell",
    'CMD ["serve", "--host", "0.0.0.0"]',
    "CMD serve --host 0.0.0.0",
    "CMD runs in a shell, which does not pass signals on",
  ],
  ["no health check", "HEALTHCHECK --interval", "# HEALTHCHECK --interval", "has no health check"],
  ["everything", "COPY src ./src", "COPY . .", ". is copied, and .dockerignore does not let it in"],
  ["a secret", "ENV NODE_ENV=production", "ENV API_TOKEN=x NODE_ENV=production", "a secret in the image"],
  ["packages for development", "npm ci --omit=dev --omit=optional", "npm ci", "packages for development are in the image"],
  ["unlocked packages", "npm ci --ignore-scripts", "npm install", "npm install takes what is not locked"],
  ["a download", "COPY bin ./bin", "ADD https://example.org/x ./bin", "ADD is not used here"],
];

test.each(SLIPS)("a slip is found: %s", (_name, is, becomes, complaint) => {
  const changed = dockerfile.replace(is, becomes);
  expect(changed).not.toBe(dockerfile);
  expect(complaintsOfDockerfile(changed, ignored, node)).toContain(complaint);
});
