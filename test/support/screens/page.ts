import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium } from "playwright-core";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** Why tests of a page are skipped here; undefined: they are not. */
export const noBrowser = installed ? undefined : "no Chromium is installed on this machine";

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: installed ?? "", args: flags });

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export type Ear = Awaited<ReturnType<typeof listen>>;

/** Stands where the bot listens: keeps the bodies that arrive, and answers 200 with `answer.body`. */
export const listen = async () => {
  const heard: string[] = [];
  const answer = { body: "" };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    heard.push(Buffer.concat(chunks).toString());
    response.writeHead(200, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { heard, answer, port: (server.address() as AddressInfo).port, close: () => server.close() };
};
