import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { faultOf, parseFault } from "../../../adapters/databricks/fault.ts";
import type { Call, HttpDeps } from "../../../adapters/databricks/http.ts";
import { Int64 } from "../../../adapters/databricks/json.ts";
import { serviceIdentity } from "../../../adapters/databricks/token.ts";
import { isAbort, type Problem } from "../../../src/errors.ts";
import { silent } from "../../../src/logging/log.ts";
import { bot } from "../../../src/ports/databricks/identity.ts";
import { createBreaker } from "../../../src/resilience/breaker.ts";
import { eventually } from "../../support/eventually.ts";
import { clientOf, fakeTime, type Replies, type Reply, serveReplies } from "./replies.ts";

const Anything = z.unknown();
const get: Call = { caller: bot, method: "GET", path: "/api/2.0/thing" };
const post: Call = { caller: bot, method: "POST", path: "/api/2.0/thing", body: { content: "q" } };
const ok: Reply = { status: 200, body: { fine: true } };
const busy: Reply = {
  status: 429,
  body: { error_code: "REQUEST_LIMIT_EXCEEDED", message: "REQUEST_LIMIT_EXCEEDED: slow down" },
};

let servers: Replies[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

const against = async (replies: Reply[], more: Partial<HttpDeps> = {}) => {
  const server = await serveReplies(replies);
  servers.push(server);
  const time = fakeTime();
  return { server, time, http: clientOf(server.url, time, more) };
};

const problem = (promise: Promise<unknown>): Promise<Problem> =>
  promise.then(
    () => expect.fail("should have been refused"),
    (thrown: Problem) => thrown,
  );

describe("a call", () => {
  it("sends JSON with the token and tells who it is", async () => {
    const { http, server } = await against([ok]);
    await expect(http.call(Anything, { ...post, query: { a: "b c", left: undefined } })).resolves.toEqual({
      fine: true,
    });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", path: "/api/2.0/thing?a=b+c", body: '{"content":"q"}' });
    expect(request?.headers).toMatchObject({
      authorization: "Bearer dapi-secret",
      "content-type": "application/json",
      "user-agent": expect.stringMatching(/^genie-concierge nodejs\/24\./),
    });
  });

  it("keeps every digit of an int64 id", async () => {
    const body =
      '{"job_id": 9007199254740993, "small": 12, "share": 0.5, "huge": 1e300, "runs": [{"run_id": 922337203685477580}]}';
    const { http } = await against([{ status: 200, body }]);
    expect(await http.call(Anything, get)).toEqual({
      job_id: "9007199254740993",
      small: 12,
      share: 0.5,
      huge: 1e300,
      runs: [{ run_id: "922337203685477580" }],
    });
    const Ids = z.object({ job_id: Int64, small: Int64 });
    expect(await http.call(Ids, get)).toEqual({ job_id: "9007199254740993", small: "12" });
  });

  it("takes an empty body for an empty object", async () => {
    const { http } = await against([{ status: 200 }]);
    expect(await http.call(z.object({}), get)).toEqual({});
  });

  it("says that the answer is not one of Databricks: a login page, another shape, a redirect", async () => {
    const { http, server } = await against([
      { status: 200, body: "<html><body>Sign in</body></html>" },
      { status: 200, body: { other: 1 } },
      { status: 302, headers: { location: "https://login.example.com/" } },
    ]);
    for (let calls = 1; calls <= 3; calls += 1) {
      const thrown = await problem(http.call(z.object({ id: z.string() }), get));
      expect(thrown).toMatchObject({ code: "databricks.unexpected", retry: "never" });
      expect(thrown.sentence).toContain("DATABRICKS_HOST");
      expect(server.requests).toHaveLength(calls);
    }
  });
});

describe("a passing failure of a harmless call", () => {
  it("is tried again until it succeeds, waiting longer each time", async () => {
    const { http, server, time } = await against([
      busy,
      { status: 503 },
      { status: 502 },
      { status: 504 },
      "reset",
      ok,
    ]);
    await expect(http.call(Anything, get)).resolves.toEqual({ fine: true });
    expect(server.requests).toHaveLength(6);
    expect(time.slept).toEqual([500, 1000, 2000, 4000, 8000]);
  });

  it("waits at least half of each step, the rest is chance", async () => {
    const { http, time } = await against([busy, busy, ok], { random: () => 0 });
    await http.call(Anything, get);
    expect(time.slept).toEqual([250, 500]);
  });

  it("waits as long as Retry-After says, in seconds or as a date", async () => {
    const date = new Date(fakeTime().now() + 4_000 + 9_000).toUTCString();
    const { http, time } = await against([
      { ...busy, headers: { "retry-after": "4" } },
      { status: 503, headers: { "retry-after": date } },
      ok,
    ]);
    await http.call(Anything, get);
    expect(time.slept).toEqual([4_000, 9_000]);
  });

  it("does not begin a wait that would take longer than it may, and hands on how long the service asked for", async () => {
    const { http, server, time } = await against([{ ...busy, headers: { "retry-after": "50" } }]);
    expect(await problem(http.call(Anything, { ...get, retryForMs: 40_000 }))).toMatchObject({
      code: "databricks.rate-limited",
      retry: "later",
      afterMs: 50_000,
    });
    expect(server.requests).toHaveLength(1);
    expect(time.slept).toEqual([]);
  });

  it("takes a wait of an hour for one of a minute", async () => {
    const hour = { ...busy, headers: { "retry-after": "3600" } };
    const { http, time } = await against([hour, ok]);
    expect(await problem(http.call(Anything, { ...get, retryForMs: 0 }))).toMatchObject({ afterMs: 60_000 });
    await http.call(Anything, get);
    expect(time.slept).toEqual([]);
  });

  it.each(["0", "Wed, 21 Oct 2015 07:28:00 GMT", "nonsense"])(
    "waits longer each time when Retry-After says %j",
    async (wait) => {
      const reply = { ...busy, headers: { "retry-after": wait } };
      const { http, time } = await against([reply, reply, reply, ok]);
      await http.call(Anything, get);
      expect(time.slept).toEqual([500, 1_000, 2_000]);
      expect(await problem((await against([reply])).http.call(Anything, { ...get, retryForMs: 0 }))).toMatchObject({
        afterMs: undefined,
      });
    },
  );

  it("never waits less than its own step", async () => {
    const reply = { ...busy, headers: { "retry-after": "1" } };
    const { http, time } = await against([reply, reply, reply, ok]);
    await http.call(Anything, get);
    expect(time.slept).toEqual([1_000, 1_000, 2_000]);
  });

  it("ends with its time for retries", async () => {
    const { http, time } = await against([{ status: 503 }], { retryForMs: 20_000 });
    expect(await problem(http.call(Anything, get))).toMatchObject({ code: "databricks.unavailable", retry: "later" });
    expect(time.slept).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(await problem(http.call(Anything, { ...get, retryForMs: 0 }))).toBeInstanceOf(Error);
    expect(time.slept).toHaveLength(5);
  });

  it("includes a 500: two in a row end nothing", async () => {
    const oops: Reply = { status: 500, body: { error_code: "INTERNAL_ERROR", message: "oops" } };
    const { http, time } = await against([oops, oops, ok]);
    await expect(http.call(Anything, get)).resolves.toEqual({ fine: true });
    expect(time.slept).toEqual([500, 1_000]);
    const broken = await against([oops]);
    expect(await problem(broken.http.call(Anything, { ...get, retryForMs: 2_000 }))).toMatchObject({
      code: "databricks.unavailable",
      retry: "later",
    });
    expect(broken.server.requests).toHaveLength(3);
  });

  it("includes a service that cannot be reached and one that does not answer in time", async () => {
    const { http, server, time } = await against(["silence", ok], { timeoutMs: 1_000 });
    await expect(http.call(Anything, get)).resolves.toEqual({ fine: true });
    expect(server.requests).toHaveLength(2);
    await server.close();
    servers = [];
    time.slept.length = 0;
    const thrown = await problem(http.call(Anything, { ...get, retryForMs: 2_000 }));
    expect(thrown).toMatchObject({ code: "databricks.unavailable", cause: { status: 0, code: "ECONNREFUSED" } });
    expect(time.slept).toEqual([500, 1000]);
  });

  it("waits for no rate limit that the caller wants to be told, but for other faults", async () => {
    const { http, server, time } = await against([{ status: 503 }, { ...busy, headers: { "retry-after": "4" } }]);
    const reported = await problem(http.call(Anything, { ...post, reportsLimit: true }));
    expect(reported).toMatchObject({ code: "databricks.rate-limited", afterMs: 4_000 });
    expect(server.requests).toHaveLength(2);
    expect(time.slept).toEqual([500]);
  });

  it("goes through a circuit breaker with every attempt, and ends at once when it opens", async () => {
    const rules = { failures: 3, withinMs: 60_000, pauseMs: 60_000 };
    const breaker = createBreaker({ ...rules, service: "databricks", title: "Databricks", log: silent });
    const { http, server } = await against([{ status: 503 }, { status: 503 }, { status: 503 }, ok], {
      guard: breaker.run,
    });
    const paused = { code: "service.paused", retry: "later" };
    expect(await problem(http.call(Anything, post))).toMatchObject(paused);
    expect(server.requests).toHaveLength(3);
    expect(await problem(http.call(Anything, get))).toMatchObject(paused);
    expect(server.requests).toHaveLength(3);
  });

  it("tells a time-out from a failure", async () => {
    const { http } = await against(["silence"], { timeoutMs: 40, retryForMs: 0 });
    expect(await problem(http.call(Anything, get))).toMatchObject({ code: "databricks.timeout", retry: "later" });
  });
});

describe("a call that doubles something", () => {
  it("is tried again when the service refused it", async () => {
    const { http, server } = await against([busy, { status: 503 }, ok]);
    await expect(http.call(Anything, post)).resolves.toEqual({ fine: true });
    expect(server.requests).toHaveLength(3);
  });

  it.each<[string, Reply]>([
    ["reset line", "reset"],
    ["time-out", "silence"],
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["504", { status: 504, body: { error_code: "DEADLINE_EXCEEDED", message: "late" } }],
    ["request time-out", { status: 408 }],
    ["strange answer", { status: 200, body: "OK" }],
  ])("is sent once and left unknown after a %s", async (_name, reply) => {
    const { http, server } = await against([reply, ok], { timeoutMs: 1_000 });
    const thrown = await problem(http.call(z.object({ id: z.string() }), post));
    expect(thrown).toMatchObject({ code: "databricks.unknown", retry: "later" });
    expect(server.requests).toHaveLength(1);
  });

  it("is known not to be taken when it is refused for good", async () => {
    const { http } = await against([{ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE", message: "no" } }]);
    expect(await problem(http.call(Anything, post))).toMatchObject({ code: "databricks.invalid", retry: "never" });
  });

  it("is tried again when nobody listens, because it never left", async () => {
    const { http, server, time } = await against([ok]);
    await server.close();
    servers = [];
    const thrown = await problem(http.call(Anything, { ...post, retryForMs: 2_000 }));
    expect(thrown.code).toBe("databricks.unavailable");
    expect(time.slept).toEqual([500, 1000]);
  });

  it("is tried after every passing failure when the caller says that it is harmless", async () => {
    const { http, server } = await against(["reset", { status: 504 }, ok]);
    await expect(http.call(Anything, { ...post, repeat: "harmless" })).resolves.toEqual({ fine: true });
    expect(server.requests).toHaveLength(3);
  });
});

describe("the clock of the service", () => {
  it("is known by the date of its answers", async () => {
    const { http, time } = await against([ok, { ...ok, headers: { date: "Sun, 15 Jun 2025 15:08:20 GMT" } }, ok]);
    expect(http.clockAheadMs()).toBe(0);
    await http.call(Anything, get);
    expect(http.clockAheadMs()).toBe(0);
    await http.call(Anything, get);
    expect(http.clockAheadMs()).toBe(Date.UTC(2025, 5, 15, 15, 8, 20) - time.now());
    await http.call(Anything, get);
    expect(http.clockAheadMs()).not.toBe(0);
  });
});

describe("a file behind a signed link", () => {
  const Rows = z.array(z.array(z.string()));
  const link = (url: string) => ({ url: `${url}/file?signature=hidden`, headers: { "x-key": "AES256" } });

  it("is fetched with the headers that the link wants, and without a token", async () => {
    const { http, server } = await against([{ status: 200, body: [["a"]] }]);
    expect(await http.download(Rows, link(server.url))).toEqual([["a"]]);
    expect(server.requests[0]?.headers).toMatchObject({ "x-key": "AES256" });
    expect(server.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  it("is fetched again after a passing failure", async () => {
    const { http, server } = await against([{ status: 503 }, "reset", { status: 200, body: [["a"]] }]);
    expect(await http.download(Rows, link(server.url))).toEqual([["a"]]);
  });

  it.each<[string, Reply, string]>([
    ["refused", { status: 403, body: "<Error><Code>AccessDenied</Code></Error>" }, "never"],
    ["of another kind", { status: 200, body: "ARROW1" }, "never"],
    ["not there", { status: 503 }, "later"],
    ["moved", { status: 302, headers: { location: "https://elsewhere.example" } }, "never"],
  ])("that is %s is a Problem without the link", async (_what, reply, retry) => {
    const { http, server } = await against([reply]);
    const thrown = await problem(http.download(Rows, link(server.url)));
    expect(thrown).toMatchObject({ code: "databricks.storage", retry });
    expect(`${thrown.stack} ${JSON.stringify(thrown.cause)}`).not.toContain("hidden");
  });
});

describe("an aborted call", () => {
  it("ends with the abort, in flight and while it waits", async () => {
    const controller = new AbortController();
    const { http, server } = await against(["silence"]);
    const call = http.call(Anything, { ...get, signal: controller.signal });
    await eventually(() => server.requests.length === 1);
    controller.abort();
    expect(await problem(call)).toSatisfy(isAbort);
    expect(await problem(http.call(Anything, { ...get, signal: controller.signal }))).toSatisfy(isAbort);
    expect(server.requests).toHaveLength(1);
  });
});

describe("a refused token", () => {
  const tokens = (...left: string[]) => ({
    token: async () => left[0]!,
    forget: (token: string) => left.length > 1 && left[0] === token && left.shift() !== undefined,
  });

  it("is replaced once, for a question too", async () => {
    const { http, server } = await against([{ status: 401 }, ok], { identity: serviceIdentity(tokens("old", "new")) });
    await expect(http.call(Anything, post)).resolves.toEqual({ fine: true });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer old", "Bearer new"]);
  });

  const page =
    "<html><head><title>Error 403 Token is expiring within 30 seconds. (token expired)</title></head></html>";
  it.each<[string, Reply]>([
    ["JSON with a number for a code", { status: 403, body: { error_code: 403, message: "Invalid access token." } }],
    ["a page", { status: 403, headers: { "content-type": "text/html" }, body: page }],
  ])("is replaced as well when the gateway refuses it with a 403: %s", async (_form, refused) => {
    const { http, server } = await against([refused, ok], { identity: serviceIdentity(tokens("old", "new")) });
    await expect(http.call(Anything, post)).resolves.toEqual({ fine: true });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer old", "Bearer new"]);
    const personal = await against([refused]);
    const thrown = await problem(personal.http.call(Anything, get));
    expect(thrown).toMatchObject({ code: "databricks.unauthorized", retry: "never" });
    expect(thrown.sentence).toContain("expired or revoked");
    expect(personal.server.requests).toHaveLength(1);
  });

  it("is not replaced for a missing right, a blocked address or a wrong workspace", async () => {
    const reported = async (message: string, error_code: string | number = 403) => {
      const { http, server } = await against([{ status: 403, body: { error_code, message } }], {
        identity: serviceIdentity(tokens("old", "new")),
      });
      const { code, sentence } = await problem(http.call(Anything, get));
      expect(server.requests).toHaveLength(1);
      return { code, sentence };
    };
    expect(await reported("User has no permission to this token.", "PERMISSION_DENIED")).toMatchObject({
      code: "databricks.forbidden",
    });
    const blocked = "Source IP address: 203.0.113.7 is blocked by Databricks IP ACL for workspace: 7474";
    expect(await reported(blocked)).toEqual({
      code: "databricks.ip-blocked",
      sentence: expect.stringContaining("this bot's network (203.0.113.7): the workspace's IP access list"),
    });
    expect(await reported("Invalid access to Org: 7474")).toEqual({
      code: "databricks.wrong-workspace",
      sentence: expect.stringContaining("DATABRICKS_HOST"),
    });
  });

  it("is a Problem when the new one is refused as well, or when there is no other", async () => {
    const { http, server } = await against([{ status: 401 }], {
      identity: serviceIdentity(tokens("old", "new", "newer")),
    });
    expect(await problem(http.call(Anything, get))).toMatchObject({ code: "databricks.unauthorized", retry: "never" });
    expect(server.requests).toHaveLength(2);
    const personal = await against([{ status: 401 }]);
    expect(await problem(personal.http.call(Anything, get))).toMatchObject({ code: "databricks.unauthorized" });
    expect(personal.server.requests).toHaveLength(1);
  });

  it("stands in no error and in no log line", async () => {
    const lines: string[] = [];
    const stream = { write: (line: string) => void lines.push(line) };
    const { http } = await against([{ status: 403, body: "PERMISSION_DENIED: token dapi-secret may not" }, "reset"], {
      log: pino({ level: "trace" }, stream),
    });
    const thrown = [await problem(http.call(Anything, get)), await problem(http.call(Anything, post))];
    const reported = thrown.map((it) => `${it.stack} ${it.sentence} ${JSON.stringify(it)} ${JSON.stringify(it.cause)}`);
    expect(reported.join() + lines.join()).not.toContain("dapi-secret");
    expect(reported.join()).toContain("[hidden]");
    expect(lines.length).toBeGreaterThan(0);
  });
});

describe("an error body", () => {
  it.each<[string, string, { code: string; message: string }]>([
    [
      "of Genie, with details without metadata",
      '{"error_code":"BAD_REQUEST","message":"Attachment with ID 01f0 is not a valid query attachment.","details":[{"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"r","serving_data":""}]}',
      { code: "BAD_REQUEST", message: "Attachment with ID 01f0 is not a valid query attachment." },
    ],
    ["with an error alone", '{"error":"Something broke"}', { code: "", message: "Something broke" }],
    [
      "of OAuth",
      '{"error":"invalid_client","error_description":"wrong"}',
      { code: "invalid_client", message: "wrong" },
    ],
    ["of the account's OAuth", '{"errorCode":"E1","errorSummary":"no"}', { code: "E1", message: "no" }],
    [
      "of SCIM",
      '{"detail":"No such user","status":"404","scimType":"invalidValue"}',
      { code: "invalidValue", message: "No such user" },
    ],
    ["in plain words with a code", "PERMISSION_DENIED: not yours", { code: "PERMISSION_DENIED", message: "not yours" }],
    [
      "in HTML",
      "<html><head><style>p{}</style><title>502</title></head><body><p>Bad\n gateway</p></body></html>",
      { code: "", message: "502 Bad gateway" },
    ],
    ["in words", "upstream connect error", { code: "", message: "upstream connect error" }],
    ["that is empty", "", { code: "", message: "" }],
  ])("%s is read", (_name, body, expected) => {
    expect(parseFault(500, body)).toEqual({ status: 500, ...expected });
  });

  it.each<[number, string, string]>([
    [401, "", "databricks.unauthorized"],
    [403, '{"error_code":"PERMISSION_DENIED","message":"x"}', "databricks.forbidden"],
    [404, "<html>nothing here</html>", "databricks.not-found"],
    [400, '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"x"}', "databricks.not-found"],
    [400, '{"error_code":"INVALID_PARAMETER_VALUE","message":"x"}', "databricks.invalid"],
    [404, '{"error_code":"FEATURE_DISABLED","message":"x"}', "databricks.disabled"],
    [409, '{"error_code":"ABORTED","message":"x"}', "databricks.invalid"],
    [429, "", "databricks.rate-limited"],
    [500, "INTERNAL_ERROR: x", "databricks.unavailable"],
    [503, '{"error_code":"TEMPORARILY_UNAVAILABLE","message":"x"}', "databricks.unavailable"],
    [504, '{"error_code":"DEADLINE_EXCEEDED","message":"x"}', "databricks.timeout"],
  ])("with status %i %s means %s", async (status, body, code) => {
    const { http } = await against([{ status, body }], { retryForMs: 0 });
    const thrown = await problem(http.call(Anything, get));
    expect(thrown.code).toBe(code);
    expect(thrown.sentence).toMatch(/^[A-Z].*\.$/);
    expect(faultOf(thrown)?.status).toBe(status);
  });

  it("names the scope that the credentials lack", async () => {
    const message = "Provided OAuth token does not have required scopes: genie";
    const { http } = await against([{ status: 403, body: { error_code: "PERMISSION_DENIED", message } }]);
    const thrown = await problem(http.call(Anything, get));
    expect(thrown).toMatchObject({ code: "databricks.scope", retry: "never" });
    expect(thrown.sentence).toContain('scope "genie"');
  });
});
