import { parse } from "yaml";

interface Mount {
  readonly type: string;
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly tmpfs?: { readonly mode?: number };
}

/** As far as the rules look into it. */
interface Service {
  readonly image?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly healthcheck?: {
    readonly test?: readonly string[];
    readonly disable?: boolean;
    readonly interval?: string;
    readonly start_period?: string;
    readonly retries?: number;
  };
  readonly restart?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly (string | Mount)[];
  readonly configs?: readonly { readonly source: string; readonly target: string }[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: { readonly resources?: { readonly limits?: Readonly<Record<string, unknown>> } };
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
  readonly configs?: Readonly<Record<string, { readonly file: string }>>;
}

/** Of the compose specification, those that are used here: another one is a slip of the pen, or has to be thought about. */
const KNOWN: ReadonlySet<string> = new Set(
  (
    "image build user read_only cap_drop security_opt init logging tmpfs restart stop_signal stop_grace_period environment volumes networks " +
    "network_mode healthcheck depends_on command deploy ports shm_size configs"
  ).split(" "),
);
const TOP: ReadonlySet<string> = new Set(["name", "services", "networks", "volumes", "configs"]);
const CONDITIONS: ReadonlySet<string> = new Set(["service_healthy", "service_completed_successfully"]);
/** Names of settings that hold a secret, unless it is the place of one. */
const SECRET_NAME = /password|secret|token|keyring|_url|api_?key/i;
/** `user:password@` in an address. */
const PASSWORD_IN_ADDRESS = /:\/\/[^\s/@]*:[^\s/@]+@/;

export function readCompose(text: string): Compose {
  return parse(text, { merge: true, strict: true, uniqueKeys: true }) as Compose;
}

/** What is wrong with it, one sentence each; empty = nothing. */
export function complaintsOfCompose(compose: Compose): readonly string[] {
  const found: string[] = [];
  for (const key of Object.keys(compose)) if (!TOP.has(key) && !key.startsWith("x-")) found.push(`unknown: ${key}`);
  if (PASSWORD_IN_ADDRESS.test(JSON.stringify(compose))) found.push("an address with a password in it");
  for (const [name, service] of Object.entries(compose.services)) {
    const say = (what: string): void => void found.push(`${name}: ${what}`);
    for (const key of Object.keys(service)) if (!KNOWN.has(key)) say(`unknown: ${key}`);
    if (!/^[a-z0-9/.-]+:[a-z0-9.-]*\d[a-z0-9.-]*$/.test(service.image ?? "")) say("the image has no tag with a version");
    if (!/^[1-9]\d*:[1-9]\d*$/.test(service.user ?? "")) say("runs as root");
    if (service.read_only !== true) say("can write to its file system");
    if (service.cap_drop?.join() !== "ALL" || service.cap_add !== undefined) say("has capabilities");
    if (!service.security_opt?.includes("no-new-privileges:true")) say("may gain privileges");
    if (service.privileged === true) say("is privileged");
    for (const limit of ["cpus", "memory", "pids"])
      if (service.deploy?.resources?.limits?.[limit] === undefined) say(`has no limit of ${limit}`);
    found.push(...unhealthy(name, service, compose), ...unknownNames(name, service, compose));
    for (const [variable, value] of Object.entries(service.environment ?? {}))
      if (SECRET_NAME.test(variable) && !variable.endsWith("_FILE")) say(`${variable} holds "${value}"`);
    for (const port of service.ports ?? []) if (!port.startsWith("127.0.0.1:")) say(`port ${port} is open to others`);
  }
  for (const name of ["postgres", "redis"]) {
    const on = compose.services[name]?.networks ?? [];
    if (on.length === 0 || on.some((network) => compose.networks?.[network]?.internal !== true))
      found.push(`${name}: can be reached from outside`);
  }
  return found;
}

/** Whatever goes on running is asked how it is; whatever others wait for to end has an end. */
function unhealthy(name: string, service: Service, { services }: Compose): readonly string[] {
  const found: string[] = [];
  const waited = Object.values(services).map((other) => other.depends_on?.[name]?.condition);
  const ends = waited.includes("service_completed_successfully");
  const { test = [], disable = false } = service.healthcheck ?? {};
  if (ends !== disable || (!ends && test.length < 2)) found.push(`${name}: has no health check`);
  if (ends === (service.restart !== undefined))
    found.push(`${name}: ${ends ? "would begin again for ever" : "does not come back"}`);
  for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
    if (services[needed] === undefined) found.push(`${name}: needs ${needed}, which is not there`);
    if (!CONDITIONS.has(condition)) found.push(`${name}: does not wait for ${needed}`);
  }
  return found;
}

function unknownNames(name: string, service: Service, compose: Compose): readonly string[] {
  const found: string[] = [];
  const look = (kind: "volumes" | "networks" | "configs", wanted: string): void => {
    if (!Object.hasOwn(compose[kind] ?? {}, wanted)) found.push(`${name}: ${kind} has no ${wanted}`);
  };
  for (const volume of service.volumes ?? []) {
    const [type, source] = typeof volume === "string" ? ["volume", volume.split(":")[0]] : [volume.type, volume.source];
    if (type === "bind" || /^[./~]/.test(source ?? "")) found.push(`${name}: sees ${source} of the machine`);
    else if (type === "volume") look("volumes", source ?? "");
  }
  for (const network of service.networks ?? []) look("networks", network);
  for (const { source } of service.configs ?? []) look("configs", source);
  if (service.networks === undefined && service.network_mode !== "none") found.push(`${name}: is on every network`);
  return found;
}
