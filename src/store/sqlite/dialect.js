import { CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, } from "kysely";
import { storeFault } from "./faults.ts";
/** Kysely leaves migrations outside of transactions on SQLite; SQLite itself can take schema changes back. */
class TransactionalAdapter extends SqliteAdapter {
    get supportsTransactionalDdl() {
        return true;
    }
}
/**
 * Kysely over one open connection of node:sqlite. The connection is lent to one caller at a time, so that nothing slips into another
 * caller's transaction between two awaits. Errors come out as `ProblemError`s where they have a meaning for users.
 */
export function nodeSqliteDialect(database, path) {
    return {
        createAdapter: () => new TransactionalAdapter(),
        createDriver: () => nodeSqliteDriver(database, path),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
    };
}
function nodeSqliteDriver(database, path) {
    const execute = (query) => {
        try {
            const statement = database.prepare(query.sql);
            const parameters = query.parameters;
            if (statement.columns().length > 0)
                return { rows: statement.all(...parameters) };
            const { changes, lastInsertRowid } = statement.run(...parameters);
            return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
        }
        catch (error) {
            throw storeFault(error, path);
        }
    };
    const connection = {
        executeQuery: async (query) => execute(query),
        async *streamQuery(query) {
            yield execute(query);
        },
    };
    const run = async (statement) => {
        execute(CompiledQuery.raw(statement));
    };
    let last = Promise.resolve();
    let release = () => { };
    return {
        init: async () => { },
        acquireConnection: async () => {
            const before = last;
            const { promise, resolve } = Promise.withResolvers();
            last = promise;
            await before;
            release = resolve;
            return connection;
        },
        releaseConnection: async () => release(),
        // Immediate: a transaction that reads first and writes later must not find that another process wrote in between.
        beginTransaction: () => run("BEGIN IMMEDIATE"),
        commitTransaction: () => run("COMMIT"),
        // A full disk may have rolled the transaction back already.
        rollbackTransaction: async () => (database.isTransaction ? run("ROLLBACK") : undefined),
        destroy: async () => database.close(),
    };
}
