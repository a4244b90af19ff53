import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { postGrpc } from "../../../adapters/traces/grpc.ts";
import { createTraceSink } from "../../../adapters/traces/trace-sink.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Span } from "../../../src/ports/tracing.ts";
import { spanIdOf, traceIdOf } from "../../../src/tracing/ids.ts";
import { eventually } from "../../support/eventually.ts";
import { plainCall, startGrpcReceiver } from "../../support/traces/otlp.ts";

type Call = typeof plainCall;

const root: Span = {
  ...{ trace: traceIdOf("turn"), id: spanIdOf("turn"), kind: "workflow", name: "question" },
  ...{ startedAt: 1_700_000_000_123, endedAt: 1_700_000_004_456, facts: {} },
};
const ask: Span = { ...root, id: spanIdOf("ask"), parent: root.id, kind: "agent", name: "Sales" };

const open = (address: string, call: Call = plainCall) =>
  createTraceSink({ kind: "collector", protocol: "grpc", address, call }, { share: 1, log: silent, delayMs: 10 });

describe("traces for a collector that speaks gRPC", () => {
  it("arrive, and its refusals are known", async () => {
    const collector = await startGrpcReceiver();
    const sink = open(collector.url);
    sink.add(ask);
    await eventually(() => collector.spans.length === 1);
    await sink.send(root);
    expect(collector.spans.map(({ id, parent }) => [id, parent])).toEqual([
      [ask.id, root.id],
      [root.id, ""],
    ]);
    collector.refuse = 14;
    await expect(sink.send(root)).rejects.toMatchObject({ code: "traces.refused", retry: "later" });
    collector.refuse = 3;
    await expect(sink.send(root)).rejects.toMatchObject({ code: "traces.refused", retry: "never" });
    await collector.stop();
    await expect(sink.send(root)).rejects.toMatchObject({ code: "traces.unreachable", retry: "later" });
    await sink.close();
  });

  it("carry the headers that were asked for, say how long they wait, and are compressed on request", async () => {
    const collector = await startGrpcReceiver();
    const headers = { authorization: "Bearer t", "x-tenant": "a b" };
    for (const gzip of [false, true]) await open(collector.url, { ...plainCall, headers, gzip }).send(root);
    expect(collector.calls).toMatchObject([headers, headers]);
    expect(collector.spans.map(({ id }) => id)).toEqual([root.id, root.id]);
    await collector.stop();
  });

  it("are given up when there is no answer in the time that was set", async () => {
    const collector = await startGrpcReceiver();
    collector.isMute = true;
    await expect(open(collector.url, { ...plainCall, timeoutMs: 1_000 }).send(root)).rejects.toMatchObject({
      code: "traces.unreachable",
      detail: "no answer within 1000 ms",
    });
    await collector.stop();
  });

  it("are spoken in the clear to an address without a scheme only if that is set", async () => {
    const collector = await startGrpcReceiver();
    const address = collector.url.replace("http://", "");
    await expect(open(address).send(root)).rejects.toMatchObject({ code: "traces.unreachable" });
    await open(address, { ...plainCall, isInsecure: true }).send(root);
    expect(collector.spans).toHaveLength(1);
    await collector.stop();
  });
});

describe("over TLS", () => {
  const run = promisify(execFile);
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "collector-"));
    const days = ["-days", "2", "-nodes", "-newkey", "rsa:2048"];
    const openssl = (...args: string[]) => run("openssl", args, { cwd: folder });
    await openssl("req", "-x509", ...days, "-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem");
    await writeFile(join(folder, "names"), "subjectAltName=DNS:localhost\n");
    for (const name of ["server", "bot"]) {
      await openssl("req", ...days, "-subj", `/CN=${name}`, "-keyout", `${name}.key`, "-out", `${name}.csr`);
      const signing = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"];
      await openssl("x509", "-req", "-in", `${name}.csr`, ...signing, "-out", `${name}.pem`);
    }
  });
  afterAll(() => rm(folder, { recursive: true }));
  const path = (name: string): string => join(folder, name);

  it("the bot trusts the authority that was named, and shows a certificate of its own", async () => {
    const [ca, cert, key] = await Promise.all(
      ["ca.pem", "server.pem", "server.key"].map((name) => readFile(path(name))),
    );
    const collector = await startGrpcReceiver({ ca: ca!, cert: cert!, key: key! });
    const files = { ca: path("ca.pem"), cert: path("bot.pem"), key: path("bot.key") };
    await open(collector.url, { ...plainCall, files }).send(root);
    expect(collector.spans).toHaveLength(1);
    for (const fewer of [{}, { ca: files.ca }])
      await expect(open(collector.url, { ...plainCall, files: fewer }).send(root)).rejects.toMatchObject({
        code: "traces.unreachable",
      });
    await collector.stop();
  });

  it("a file that is not there is named", async () => {
    const call = { ...plainCall, title: "The collector", files: { ca: path("none.pem") } };
    await expect(postGrpc("https://localhost:1", new Uint8Array(), call)).rejects.toMatchObject({
      code: "traces.unreachable",
      detail: expect.stringContaining("none.pem"),
    });
  });
});
