import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { clientCredentials, serviceIdentity } from "../../../adapters/databricks/token.ts";
import { whoAmI } from "../../../adapters/databricks/workspace.ts";
import { OAUTH_CLIENT } from "../../../sandbox/databricks/auth.ts";
import { Problem } from "../../../src/errors.ts";
import { bot } from "../../../src/ports/databricks/identity.ts";
import { clientOf, type FakeTime, fakeTime, type Replies, type Reply, serveReplies } from "./replies.ts";
import { openWorkspace } from "./workspace.ts";

let servers: Replies[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

const minute = 60_000;
const granted = (token: string): Reply => ({
  status: 200,
  body: { access_token: token, token_type: "Bearer", expires_in: 3600 },
});

const against = async (replies: Reply[], clientSecret = "dose-secret") => {
  const server = await serveReplies(replies);
  servers.push(server);
  const time = fakeTime();
  return { server, time, source: sourceOf(server.url, time, clientSecret) };
};

const sourceOf = (host: string, { now, sleep, random }: FakeTime, clientSecret: string) =>
  clientCredentials({ host, clientId: "client", clientSecret, now, sleep, random });

describe("client credentials", () => {
  it("are exchanged for a token, once for all who ask at the same time", async () => {
    const { server, source } = await against([granted("one"), granted("two")]);
    expect(await Promise.all([source.token(), source.token(), source.token()])).toEqual(["one", "one", "one"]);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      method: "POST",
      path: "/oidc/v1/token",
      body: "grant_type=client_credentials&scope=all-apis",
      headers: { authorization: `Basic ${btoa("client:dose-secret")}` },
    });
  });

  it("give the same token until five minutes before its end, then a new one without making anybody wait", async () => {
    const { server, source, time } = await against([granted("one"), granted("two")]);
    await source.token();
    time.pass(54 * minute);
    expect(await source.token()).toBe("one");
    time.pass(2 * minute);
    expect(await Promise.all([source.token(), source.token()])).toEqual(["one", "one"]);
    await expect.poll(() => source.token()).toBe("two");
    expect(server.requests).toHaveLength(2);
  });

  it("never give a token that has ended", async () => {
    const { source, time } = await against([granted("one"), granted("two")]);
    await source.token();
    time.pass(61 * minute);
    expect(await source.token()).toBe("two");
  });

  it("keep a token that is still good when the renewal fails, and try again", async () => {
    const { server, source, time } = await against([granted("one"), { status: 401 }, granted("two")]);
    await source.token();
    time.pass(56 * minute);
    expect(await source.token()).toBe("one");
    await expect.poll(() => server.requests.length).toBe(2);
    await expect.poll(() => source.token()).toBe("two");
  });

  it("replace a token that was refused, and keep a newer one", async () => {
    const { server, source } = await against([granted("one"), granted("two")]);
    expect(source.forget(await source.token())).toBe(true);
    expect(await source.token()).toBe("two");
    expect(source.forget("one")).toBe(true);
    expect(await source.token()).toBe("two");
    expect(server.requests).toHaveLength(2);
  });

  it("are tried again while the identity service is down", async () => {
    const { source, time } = await against([{ status: 503 }, "reset", granted("one")]);
    expect(await source.token()).toBe("one");
    expect(time.slept).toEqual([500, 1000]);
  });

  it("that are refused are a Problem that says what to check, without the secret", async () => {
    const refusal = { error: "invalid_client", error_description: "dose-secret is not valid" };
    const { server, source } = await against([{ status: 401, body: refusal }]);
    const thrown = await source.token().then(
      () => expect.fail("should have been refused"),
      (problem: Problem) => problem,
    );
    expect(thrown).toMatchObject({ code: "databricks.oauth-client", retry: "never" });
    expect(thrown.sentence).toContain("DATABRICKS_CLIENT_SECRET");
    expect(thrown.message).toContain("invalid_client");
    expect(thrown.message + thrown.sentence + JSON.stringify(thrown.cause)).not.toContain("dose-secret");
    expect(server.requests).toHaveLength(1);
  });

  it("that cannot be exchanged leave nothing unknown about the question that needed them", async () => {
    const { server, source, time } = await against(["reset"]);
    const http = clientOf(server.url, time, { identity: serviceIdentity(source) });
    const asked = http.call(z.unknown(), { caller: bot, method: "POST", path: "/question", body: {} });
    await expect(asked).rejects.toMatchObject({ code: "databricks.unavailable", retry: "later" });
    expect(server.lines()).not.toContain("POST /question");
  });

  it("work with a workspace, also after it ended the life of a token", async () => {
    const workspace = await openWorkspace();
    const { now, sleep } = workspace.time;
    const token = clientCredentials({
      host: workspace.url,
      clientId: OAUTH_CLIENT.id,
      clientSecret: OAUTH_CLIENT.secret,
      now,
      sleep,
    });
    const http = workspace.http({ identity: serviceIdentity(token) });
    const me = { userName: OAUTH_CLIENT.id, displayName: "genie-concierge" };
    expect(await whoAmI(http)).toEqual(me);
    workspace.databricks.expireTokens();
    expect(await whoAmI(http)).toEqual(me);
    const wrong = clientCredentials({
      host: workspace.url,
      clientId: OAUTH_CLIENT.id,
      clientSecret: "wrong",
      now,
      sleep,
    });
    await expect(whoAmI(workspace.http({ identity: serviceIdentity(wrong) }))).rejects.toBeInstanceOf(Problem);
    await workspace.close();
  });
});
