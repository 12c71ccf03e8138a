/**
 * Runs `work` as one transaction: all of it is stored or nothing. Synchronous, so that nothing else can come in between. `onRollback`
 * runs when nothing was stored.
 */
export function inTransaction(database, work, onRollback) {
    database.exec("BEGIN IMMEDIATE");
    try {
        work();
        database.exec("COMMIT");
    }
    catch (error) {
        onRollback();
        // A full disk may have rolled it back already.
        if (database.isTransaction)
            database.exec("ROLLBACK");
        throw error;
    }
}
