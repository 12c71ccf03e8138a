import type { Connection, Connector } from "../../connectors/connector.ts";
import type { Page } from "../../src/model/page.ts";

/**
 * The same connector for who keeps its pages: their events may share one room, and those of a page are over when the next one is read. Here each page
 * has its own.
 */
export function holdEvents(connector: Connector): Connector {
  return {
    ...connector,
    connect: (...given) => {
      const connection = connector.connect(...given);
      async function* read(...asked: Parameters<Connection["read"]>): AsyncGenerator<Page> {
        for await (const page of connection.read(...asked))
          yield { ...page, batch: { ...page.batch, events: [...page.batch.events] } };
      }
      return { ...connection, read };
    },
  };
}
