import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { httpSend } from "../../../adapters/http/send.ts";

let server: Server | undefined;
afterEach(() => void server?.close());

const against = async (answer: RequestListener): Promise<URL> => {
  server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/path?q=1`);
};

const get = { method: "GET", headers: { accept: "application/json" }, redirect: "manual" } as const;

it("sends what it is given and reads the answer", async () => {
  const url = await against(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    response.writeHead(201, { "retry-after": "3" });
    response.end(`${request.method} ${request.url} ${request.headers["content-type"]} ${body}`);
  });
  const how = { method: "POST", headers: { "content-type": "text/plain" }, body: "words", redirect: "manual" } as const;
  const { status, headers, text } = await httpSend(url, how);
  expect([status, headers.get("retry-after"), headers.get("date")]).toEqual([201, "3", expect.any(String)]);
  expect(await text()).toBe("POST /path?q=1 text/plain words");
});

it("reads what was compressed on the way", async () => {
  const url = await against((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" });
    response.end(gzipSync("words"));
  });
  expect(await (await httpSend(url, get)).text()).toBe("words");
});

it("fails to read what breaks off, compressed or not", async () => {
  const url = await against((request, response) => {
    const isCompressed = request.headers.accept === "gzip";
    response.writeHead(200, { "content-length": 1_000, ...(isCompressed && { "content-encoding": "gzip" }) });
    response.write(gzipSync("words"), () => response.destroy());
  });
  for (const accept of ["gzip", "none"]) {
    await expect(httpSend(url, { ...get, headers: { accept } })).rejects.toThrow();
  }
});

it("follows no redirect", async () => {
  const url = await against((_, response) => response.writeHead(302, { location: "/elsewhere" }).end());
  const { status, headers } = await httpSend(url, get);
  expect([status, headers.get("location")]).toEqual([302, "/elsewhere"]);
});

it("gives up with the reason of its signal", async () => {
  const url = await against(() => undefined);
  const stop = new AbortController();
  const sent = httpSend(url, { ...get, signal: stop.signal });
  stop.abort(new Error("not wanted any more"));
  await expect(sent).rejects.toThrow("not wanted any more");
});

it("gives up in the middle of an answer", async () => {
  const stop = new AbortController();
  const url = await against((_, response) => {
    response.write("the first half", () => stop.abort(new Error("not wanted any more")));
  });
  await expect(httpSend(url, { ...get, signal: stop.signal })).rejects.toThrow("not wanted any more");
});

it("reads no more than it can keep, compressed or not", async () => {
  const megabyte = Buffer.alloc(1024 * 1024, "x");
  const plain = await against((_, response) => {
    for (let count = 0; count < 65; count += 1) response.write(megabyte);
    response.end();
  });
  await expect(httpSend(plain, get)).rejects.toMatchObject({ code: "TOO_LARGE" });
  server?.close();
  const compressed = await against((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" });
    response.end(gzipSync(Buffer.alloc(65 * 1024 * 1024)));
  });
  await expect(httpSend(compressed, get)).rejects.toMatchObject({ code: "TOO_LARGE" });
});
