import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { teams } from "../../../adapters/teams/teams-channel.ts";
import { APP_PASSWORD } from "../../../sandbox/teams/seed.ts";
import { asProblem, type Problem } from "../../../src/errors.ts";
import { silent } from "../../../src/logging/log.ts";
import { bodyOf, type TeamsBench } from "../../support/teams/teams-bench.ts";
import { type Receiver, startReceiver } from "../../support/teams/teams-receive.ts";

/* The keys of the connector, and our own credentials. */

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.bench.stop());

describe("the connector's keys", () => {
  /** Serves a metadata document, and whatever `keys` says. */
  const serving = async (keys: () => { status: number; body: unknown }) => {
    const server = createServer((incoming, outgoing) => {
      const { port } = server.address() as AddressInfo;
      const isKeys = incoming.url === "/keys";
      const { status, body } = isKeys ? keys() : { status: 200, body: { jwks_uri: `http://127.0.0.1:${port}/keys` } };
      outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const metadataUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`;
    return { channel: teams({ ...receiver.bench.deps, metadataUrl }), stop: () => server.close() };
  };

  it("that are away leave an activity unread, to be delivered again", async () => {
    const { channel, stop } = await serving(() => ({ status: 503, body: {} }));
    const { acts, response } = await receiver.receive(`Bearer ${receiver.token()}`, bodyOf(receiver.request), channel);
    expect(response.status).toBe(503);
    expect(response.body).not.toMatch(/Error|keys/);
    expect(acts).toEqual([]);
    await stop();
    const lost = teams({ ...receiver.bench.deps, metadataUrl: "http://127.0.0.1:9/metadata" });
    expect((await receiver.receive(`Bearer ${receiver.token()}`, bodyOf(receiver.request), lost)).response.status).toBe(
      503,
    );
  });

  it("must be endorsed for Teams", async () => {
    const jwk = receiver.bench.service.login.connector.jwk({ endorsements: ["webchat"] });
    const { channel, stop } = await serving(() => ({ status: 200, body: { keys: [jwk] } }));
    expect(
      (await receiver.receive(`Bearer ${receiver.token()}`, bodyOf(receiver.request), channel)).response.status,
    ).toBe(401);
    await stop();
  });

  it("of other kinds are passed over", async () => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = { ...publicKey.export({ format: "jwk" }), kid: receiver.kid() };
    const { channel, stop } = await serving(() => ({ status: 200, body: { keys: [jwk] } }));
    expect(
      (await receiver.receive(`Bearer ${receiver.token()}`, bodyOf(receiver.request), channel)).response.status,
    ).toBe(401);
    await stop();
  });

  it("are fetched once", async () => {
    let fetched = 0;
    const { channel, stop } = await serving(() => {
      fetched += 1;
      return { status: 200, body: { keys: [receiver.bench.service.login.connector.jwk()] } };
    });
    for (let index = 0; index < 5; index += 1)
      await receiver.receive(`Bearer ${receiver.token()}`, bodyOf(receiver.request), channel);
    for (let index = 0; index < 5; index += 1)
      await receiver.receive(
        `Bearer ${receiver.stranger.sign({ iss: "https://api.botframework.com" })}`,
        bodyOf(receiver.request),
        channel,
      );
    expect(fetched).toBe(1);
    await stop();
  });
});

describe("our own credentials", () => {
  const connecting = async (more: Partial<TeamsBench["deps"]>): Promise<Problem> => {
    const thrown: unknown = await teams({ ...receiver.bench.deps, ...more })
      .connect(() => Promise.resolve())
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(thrown).toBeDefined();
    return asProblem(thrown);
  };

  it.each([
    ["a wrong secret", { appPassword: "wrong" }],
    ["an unknown app id", { appId: "33333333-0000-4000-8000-000000000000" }],
    ["an unknown tenant", { tenantId: "44444444-0000-4000-8000-000000000000" }],
  ])("that are refused for %s say what to check, and not the secret", async (_, more) => {
    const { code, retry, sentence, message } = await connecting(more);
    expect({ code, retry }).toEqual({ code: "teams.credentials", retry: "never" });
    expect(sentence).toContain("MICROSOFT_APP_PASSWORD");
    expect(`${sentence} ${message}`).not.toMatch(new RegExp(`${APP_PASSWORD}|wrong`));
  });

  it.each([
    ["the login service", { loginUrl: "http://127.0.0.1:9" }, "teams.down"],
    ["the keys", { metadataUrl: "http://127.0.0.1:9/metadata" }, "teams.keys"],
  ])("may be tried again when %s is away", async (_, more, code) => {
    expect(await connecting(more)).toMatchObject({ code, retry: "later" });
  });

  it("are needed, but for development without any", async () => {
    expect(() => teams({ ...receiver.bench.deps, appId: "" })).toThrow("MICROSOFT_APP_ID");
    const open = teams({ ...receiver.bench.deps, appId: "", anonymous: true, log: silent });
    expect((await receiver.receive(undefined, bodyOf(receiver.request), open)).response.status).toBe(200);
  });

  it("are wanted from everybody, also when development without any is allowed", async () => {
    const channel = teams({ ...receiver.bench.deps, anonymous: true });
    expect((await receiver.receive(undefined, bodyOf(receiver.request), channel)).response.status).toBe(401);
  });
});
