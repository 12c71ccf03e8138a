import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Asked for each piece that a client sends, numbered from 1 over all connections. False: the piece is kept back, and all that follows. */
export type OnPiece = (number: number) => boolean;

export interface CountingProxy {
  /** The address of the database, by way of here. */
  readonly url: string;
  /** Pieces that clients have sent. */
  readonly pieces: number;
  close(): Promise<void>;
}

/** Stands between a client and PostgreSQL, so that what happens to the client can be tied to a moment of what they say to each other. */
export async function startCountingProxy(databaseUrl: string, onPiece: OnPiece): Promise<CountingProxy> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let pieces = 0;
  let isOpen = true;
  const server = createServer({ noDelay: true }, (client) => {
    const service = connect({ host: hostname, port: Number(port), noDelay: true });
    for (const [one, other] of [
      [client, service],
      [service, client],
    ] as const) {
      sockets.add(one);
      // Of a killed client there comes a reset, or an end: both are the end of its connection.
      one.on("error", () => one.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    client.on("data", (piece: Buffer) => {
      pieces++;
      isOpen = onPiece(pieces) && isOpen;
      if (isOpen) service.write(piece);
    });
    service.on("data", (piece: Buffer) => void (client.writable && client.write(piece)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    get pieces() {
      return pieces;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
