import { DatabaseSync, StatementSync } from "node:sqlite";
import { Client } from "pg";

/** A write as both engines are told of it. */
const WRITE = /^\s*(?:insert|update|delete|commit)\b/i;
const SQLITE_FULL = 13;
/** disk_full, https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REFUSAL = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$";

export interface FailingWrites {
  /** Writes since it was begun, whether or not they failed. */
  count(): number;
  /** From now on everything is written again. */
  end(): void;
}

/**
 * Lets the `from`-th write of this process to any database and all that follow fail as on a full disk; null = only counts them. In SQLite the statement throws; a
 * PostgreSQL server is told to refuse it, so that the transaction is as broken as it would be.
 */
export function failWrites(from: number | null): FailingWrites {
  let count = 0;
  const fails = (sql: string): boolean => WRITE.test(sql) && ++count >= (from ?? Infinity);
  const [{ exec }, { run, all }, { query }] = [DatabaseSync.prototype, StatementSync.prototype, Client.prototype];
  const full = (): Error =>
    Object.assign(new Error("database or disk is full"), { code: "ERR_SQLITE_ERROR", errcode: SQLITE_FULL });
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
    if (fails(sql)) throw full();
    exec.call(this, sql);
  };
  StatementSync.prototype.run = function (this: StatementSync, ...values: never[]) {
    if (fails(this.sourceSQL)) throw full();
    return Reflect.apply(run, this, values);
  } as typeof run;
  StatementSync.prototype.all = function (this: StatementSync, ...values: never[]) {
    if (fails(this.sourceSQL)) throw full();
    return Reflect.apply(all, this, values);
  } as typeof all;
  Client.prototype.query = function (this: Client, ...values: readonly unknown[]) {
    const [first, ...others] = values;
    const text = typeof first === "string" ? first : textOf(first);
    // What comes behind the text is values, or whom to tell.
    const told = text !== null && fails(text) ? [REFUSAL, ...others.filter((one) => typeof one === "function")] : values;
    return Reflect.apply(query, this, told) as unknown;
  } as typeof query;
  return {
    count: () => count,
    end() {
      DatabaseSync.prototype.exec = exec;
      Object.assign(StatementSync.prototype, { run, all });
      Client.prototype.query = query;
    },
  };
}

function textOf(query: unknown): string | null {
  return typeof query === "object" && query !== null && "text" in query && typeof query.text === "string" ? query.text : null;
}
