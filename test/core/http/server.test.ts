import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "../../../src/http/listen.ts";
import { type MetricsSettings, ownMetricsPage, publicMetricsPage } from "../../../src/http/metrics-page.ts";
import { createHttpServer, createMetricsServer, type HttpLimits, httpLimits } from "../../../src/http/server.ts";
import type { Log, LogFields } from "../../../src/logging/log.ts";
import type { HttpRequest } from "../../../src/ports/chat/http.ts";
import { eventually } from "../../support/eventually.ts";

const kb = 1024;

/** A log that is read by the test: `warn http.upload-aborted`. */
const collect = (): { log: Log; lines: string[]; fields: LogFields[] } => {
  const lines: string[] = [];
  const fields: LogFields[] = [];
  const level = (name: string) => (given: LogFields) => {
    lines.push(`${name} ${given.event}`);
    fields.push(given);
  };
  return {
    log: { debug: level("debug"), info: level("info"), warn: level("warn"), error: level("error") },
    lines,
    fields,
  };
};

describe("the HTTP server", () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  const open = async (
    limits: Partial<HttpLimits> = {},
    metrics: MetricsSettings = { port: undefined, token: undefined },
  ) => {
    const { log, lines, fields } = collect();
    const received: HttpRequest[] = [];
    const gate = Promise.withResolvers<void>();
    const server = createHttpServer(
      {
        routes: new Map([
          [
            "POST /in",
            {
              receive: async (request) => {
                received.push(request);
                if (request.body.toString().startsWith("wait")) await gate.promise;
                if (request.body.toString() === "full disk") throw new Error("the disk is full");
                return { status: 200, body: `${request.body.length} bytes` };
              },
              refuse: ({ authorization }) => (authorization === "forged" ? { status: 401, body: "no" } : undefined),
            },
          ],
        ]),
        accept: async () => {},
        ready: async () => [],
        degraded: () => [],
        metrics: publicMetricsPage(metrics, async () => "turns 1\n"),
        log,
      },
      { ...httpLimits, ...limits },
    );
    servers.push(server);
    const port = await listen(server, { port: 0, host: "127.0.0.1", setting: "PORT" });
    const url = `http://127.0.0.1:${port}`;
    const post = (body: RequestInit["body"]) =>
      fetch(`${url}/in`, { method: "POST", body, duplex: "half" } as RequestInit);
    /** Bytes on a connection of our own. */
    const raw = async (...parts: string[]): Promise<Socket> => {
      const socket = connect(port, "127.0.0.1");
      sockets.push(socket);
      socket.on("error", () => undefined);
      await once(socket, "connect");
      for (const part of parts) socket.write(part);
      return socket;
    };
    return { url, post, raw, received, lines, fields, release: gate.resolve };
  };

  const head = (length: number | "chunked"): string =>
    `POST /in HTTP/1.1\r\nhost: bot\r\n${length === "chunked" ? "transfer-encoding: chunked" : `content-length: ${length}`}\r\n\r\n`;

  it("refuses what announces itself as too large before the body comes", async () => {
    const { raw, received } = await open();
    const socket = await raw(head(5 * kb * kb));
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 .*the body is too large/s);
    expect(received).toEqual([]);
  });

  it("refuses what turns out too large, and its sender can read so while it still sends", async () => {
    const { url, received } = await open({ bodyBytes: 200 * kb });
    const endless = new ReadableStream({
      pull: async (controller) => {
        controller.enqueue(Buffer.alloc(50 * kb));
        await sleep(1);
      },
    });
    const response = await fetch(`${url}/in`, { method: "POST", body: endless, duplex: "half" } as RequestInit);
    expect(response.status).toBe(413);
    expect(await response.text()).toBe("the body is too large");
    expect(received).toEqual([]);
  });

  it("bounds the bytes of all bodies together; ordinary messages get in all the same", async () => {
    const { post, raw, received, release, lines } = await open({ inFlightBytes: 500 * kb });
    // Two bodies that are stored slowly, and one that stops in the middle, hold the whole bound.
    const large = `wait${"x".repeat(200 * kb)}`;
    const slow = [post(large), post(large)];
    await eventually(() => received.length === 2);
    const stuck = await raw(head(300 * kb), "x".repeat(280 * kb));
    const refused = await eventually(async () => {
      const response = await post("x".repeat(150 * kb));
      return response.status === 503 ? response : undefined;
    });
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await refused.text()).toMatch(/deliver again/);
    expect((await post("x".repeat(60 * kb))).status).toBe(200);
    stuck.destroy();
    release();
    for (const response of await Promise.all(slow)) expect(response.status).toBe(200);
    await eventually(async () => (await post("x".repeat(400 * kb))).status === 200);
    expect(lines.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  it("refuses by the header before the body comes, where a channel can", async () => {
    const { raw, received, lines } = await open();
    const header = head(1_000).replace("host: bot", "host: bot\r\nauthorization: forged");
    expect(await text(await raw(header, "some of it"))).toMatch(/^HTTP\/1\.1 401 .*connection: close.*no$/is);
    expect(received).toEqual([]);
    expect(lines).toEqual([]);
  });

  it.each([
    ["/", /Genie Concierge.*href="\/privacy".*href="\/terms"/s],
    ["/privacy", /Privacy.*for 7 days.*for 400 days/s],
    ["/terms", /Terms of use.*may be wrong/s],
  ])("serves %s, to which the app links", async (path, words) => {
    const { url } = await open();
    const response = await fetch(`${url}${path}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toMatch(words);
  });

  it("gives neither header nor body more than their time: 408", async () => {
    const { raw, received, lines } = await open({ headerMs: 300, requestMs: 600 });
    const began = performance.now();
    const [header, body] = await Promise.all([raw("POST /in HTTP/1.1\r\nhost:"), raw(head(100), "not all of it")]);
    const replies = await Promise.all([text(header), text(body)]);
    expect(replies).toEqual([expect.stringMatching(/^HTTP\/1\.1 408/), expect.stringMatching(/^HTTP\/1\.1 408/)]);
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(received).toEqual([]);
    expect(lines.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  it("takes so many connections and no more, and says so once", async () => {
    const { raw, url, lines } = await open({ connections: 3 });
    const held = await Promise.all([raw("GET"), raw("GET"), raw("GET")]);
    for (let time = 0; time < 5; time += 1) await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    for (const socket of held) socket.destroy();
    await eventually(async () => (await fetch(`${url}/healthz`)).ok);
    expect(lines).toEqual(["warn http.connection-refused"]);
  });

  it("warns once of a thousand uploads that were aborted", async () => {
    const { raw, lines, received } = await open();
    for (let time = 0; time < 100; time += 1) {
      const sending = await Promise.all(Array.from({ length: 10 }, () => raw(head(1_000), "some of it")));
      for (const socket of sending) socket.destroy();
    }
    await eventually(() => lines.length > 0);
    await sleep(100);
    expect(lines).toEqual(["warn http.upload-aborted"]);
    expect(received).toEqual([]);
  });

  it.each(["//", "http://[", "///\\", "/%", "http://in:99999999/", "*", "/in?"])(
    "logs nothing about a request for %s",
    async (path) => {
      const { raw, lines } = await open();
      const reply = await text(await raw(`GET ${path} HTTP/1.1\r\nhost: bot\r\nconnection: close\r\n\r\n`));
      expect(reply).toMatch(path === "/in?" ? /^HTTP\/1\.1 405/ : /^HTTP\/1\.1 40[04]/);
      expect(lines).toEqual([]);
    },
  );

  it("answers 503 and logs an error when a request could not be stored", async () => {
    const { post, lines, fields } = await open();
    expect((await post("full disk")).status).toBe(503);
    expect(lines).toEqual(["error http.not-stored"]);
    expect(fields[0]).toMatchObject({ path: "/in" });
  });

  it("says how long an answer is, and sends none of it to HEAD", async () => {
    const { url } = await open();
    const response = await fetch(`${url}/healthz`, { method: "HEAD" });
    expect(response.headers.get("content-length")).toBe("5");
    expect(await response.text()).toBe("");
  });

  describe("shows the metrics", () => {
    const token = "a-token-of-at-least-16";
    const of = async (url: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${url}/metrics`, { headers });
      return { status: response.status, shown: (await response.text()).includes("turns 1") };
    };

    it("to this machine alone when nothing is set", async () => {
      const { url } = await open();
      expect(await of(url)).toEqual({ status: 200, shown: true });
      for (const header of ["x-forwarded-for", "forwarded", "via", "x-real-ip"])
        expect(await of(url, { [header]: "203.0.113.7" })).toEqual({ status: 403, shown: false });
    });

    it("with the token when there is one", async () => {
      const { url } = await open({}, { port: undefined, token });
      expect(await of(url)).toEqual({ status: 401, shown: false });
      expect(await of(url, { authorization: `Bearer ${token}x` })).toEqual({ status: 401, shown: false });
      expect(await of(url, { authorization: `Bearer ${token}`, "x-forwarded-for": "203.0.113.7" })).toEqual({
        status: 200,
        shown: true,
      });
    });

    it.each([undefined, token])("on a port of their own, and no longer on the public one (token: %s)", async (own) => {
      const settings = { port: 1, token: own };
      const { url, lines } = await open({}, settings);
      expect(await of(url)).toEqual({ status: 404, shown: false });
      const server = createMetricsServer(
        ownMetricsPage(settings, async () => "turns 1\n"),
        collect().log,
      );
      servers.push(server);
      const port = await listen(server, { port: 0, host: "127.0.0.1", setting: "METRICS_PORT" });
      const home = `http://127.0.0.1:${port}`;
      expect(await of(home, { "x-forwarded-for": "203.0.113.7" })).toEqual({ status: own ? 401 : 200, shown: !own });
      expect(await of(home, { authorization: `Bearer ${token}` })).toEqual({ status: 200, shown: true });
      expect((await fetch(`${home}/readyz`)).status).toBe(404);
      expect(lines).toEqual([]);
    });
  });
});

describe("a port that cannot be opened", () => {
  it("is named with what to do when another program has it", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    await expect(listen(createServer(), { port, host: "127.0.0.1", setting: "PORT" })).rejects.toMatchObject({
      code: "http.port-in-use",
      sentence: `Port ${port} is in use by another program, perhaps by another bot. Stop that program, or set PORT to another port.`,
    });
    other.close();
  });

  it.each(["192.0.2.1", "no.such.host.invalid"])("is no address of this machine: %s", async (host) => {
    await expect(listen(createServer(), { port: 0, host, setting: "PORT" })).rejects.toMatchObject({
      code: "http.host",
      sentence: expect.stringContaining(`I can't listen on HOST ${host}`),
    });
  });
});
