import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { complaintsOfCompose, readCompose, type Compose } from "./compose-rules.ts";

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const text = readFileSync(at("compose.yaml"), "utf8");
const compose = readCompose(text);

test("compose.yaml keeps every rule", () => {
  expect(complaintsOfCompose(compose)).toEqual([]);
  expect(Object.keys(compose.services)).toEqual(["secrets", "postgres", "redis", "migrate", "server", "worker"]);
});

test("tables are brought up to date by their owner before servers and workers begin, which are somebody else", () => {
  const { migrate, server, worker } = compose.services;
  const secretsOf = (service: typeof server) => JSON.stringify(service?.volumes);
  expect(migrate?.command).toEqual(["migrate", "up"]);
  for (const process of [server, worker]) {
    expect(process?.depends_on?.["migrate"]?.condition).toBe("service_completed_successfully");
    expect(secretsOf(process)).toContain("secrets-server");
    expect(secretsOf(process)).not.toMatch(/secrets-(migrate|postgres|redis)/);
  }
  expect(secretsOf(migrate)).toContain("secrets-migrate");
});

test("Redis loses nothing for want of memory or at a restart", () => {
  expect(compose.services["redis"]?.command?.join(" ")).toContain("--maxmemory-policy noeviction --appendonly yes");
});

test("the files it names are there, and roles are made without rights over others", () => {
  for (const { file } of Object.values(compose.configs ?? {})) expect(existsSync(at(file)), file).toBe(true);
  const roles = readFileSync(at("compose/roles.sql"), "utf8").match(/^CREATE ROLE .*$/gm);
  expect(roles).toHaveLength(3);
  for (const role of roles ?? []) expect(role).toContain("NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE");
});

/** Each slip, and the complaint that it must bring about. */
const SLIPS: readonly (readonly [string, (text: string) => string, string])[] = [
  ["root", (yaml) => yaml.replace('user: "1000:1000"', 'user: "0:0"'), "server: runs as root"],
  [
    "writable",
    (yaml) => yaml.replace("read_only: true\n  cap", "read_only: false\n  cap"),
    "redis: can write to its file system",
  ],
  ["capabilities", (yaml) => yaml.replace("cap_drop: [ALL]", "cap_drop: [NET_RAW]"), "worker: has capabilities"],
  ["privileges", (yaml) => yaml.replace("no-new-privileges:true", "label:disable"), "postgres: may gain privileges"],
  ["latest", (yaml) => yaml.replace("redis:7.2.16-bookworm", "redis:latest"), "redis: the image has no tag with a version"],
  ["no tag", (yaml) => yaml.replace("postgres:15.18-bookworm", "postgres"), "postgres: the image has no tag with a version"],
  ["unhealthy", (yaml) => yaml.replace("test: [CMD, pg_isready", "disable: true # "), "postgres: has no health check"],
  [
    "a literal password",
    (yaml) => yaml.replace("POSTGRES_PASSWORD_FILE: /run/secrets/superuser_password", "POSTGRES_PASSWORD: postgres"),
    'postgres: POSTGRES_PASSWORD holds "postgres"',
  ],
  [
    "a password in an address",
    (yaml) => yaml.replace("DATABASE_URL_FILE: /run/secrets/database_url", "X: postgres://wmmm:wmmm@postgres/wmmm"),
    "an address with a password in it",
  ],
  ["an open port", (yaml) => yaml.replace("127.0.0.1:3000:3000", "3000:3000"), "server: port 3000:3000 is open to others"],
  [
    "a database outside",
    (yaml) => yaml.replace("inside: { internal: true }", "inside: {}"),
    "postgres: can be reached from outside",
  ],
  [
    "no limit",
    (yaml) => yaml.replace('cpus: "1", memory: 512M, pids: 64', 'cpus: "1", memory: 512M'),
    "redis: has no limit of pids",
  ],
  ["a misspelt key", (yaml) => yaml.replace("restart: unless-stopped", "restrat: unless-stopped"), "server: unknown: restrat"],
  [
    "no wait",
    (yaml) => yaml.replace("postgres: { condition: service_healthy }", "postgres: { condition: service_started }"),
    "migrate: does not wait for postgres",
  ],
  [
    "a file of the machine",
    (yaml) => yaml.replace("secrets-server:/volumes/server", "/etc:/volumes/server"),
    "secrets: sees /etc of the machine",
  ],
  ["a volume that is not there", (yaml) => yaml.replace("\n  redis-data: {}", ""), "redis: volumes has no redis-data"],
];

test.each(SLIPS)("a slip is found: %s", (_name, slip, complaint) => {
  const changed = slip(text);
  expect(changed).not.toBe(text);
  expect(complaintsOfCompose(readCompose(changed) satisfies Compose)).toContain(complaint);
});
