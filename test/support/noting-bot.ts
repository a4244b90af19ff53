import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpRequest } from "../../src/ports/chat/http.ts";

/** A bot that only notes what a platform sends to it. */
export const listening = async (requests: HttpRequest[]): Promise<Server> => {
  const server = createServer((incoming, outgoing) => {
    void read(incoming).then((request) => {
      requests.push(request);
      outgoing.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
};

const read = async (incoming: IncomingMessage): Promise<HttpRequest> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = incoming.headers as Record<string, string>;
  return { method: "POST", path: incoming.url ?? "", headers, body: Buffer.concat(chunks) };
};

export const address = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
