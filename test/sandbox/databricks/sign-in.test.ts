import { createHash } from "node:crypto";
import { SIGN_IN_APP } from "../../../sandbox/databricks/sign-in.ts";
import { type DatabricksService, startDatabricks } from "../../support/databricks/databricks-service.ts";

const ME = "/api/2.0/preview/scim/v2/Me";
const verifier = "v".repeat(43);
const redirect = "http://127.0.0.1:3000/auth/databricks/callback";
const asked = {
  response_type: "code",
  client_id: SIGN_IN_APP.id,
  redirect_uri: redirect,
  scope: "genie offline_access openid email",
  state: "s1",
  code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  code_challenge_method: "S256",
};

interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

describe("the sign-in of people", () => {
  let service: DatabricksService;
  beforeAll(async () => {
    service = await startDatabricks({ fast: true });
  });
  beforeEach(() => service.reset());
  afterAll(() => service?.stop());

  const choose = async (person: string) => {
    const page = await fetch(`${service.host}/oidc/v1/authorize?${new URLSearchParams(asked)}`);
    expect(await page.text()).toContain("colleague@example.com");
    const chosen = await fetch(`${service.host}/oidc/v1/authorize`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ ...asked, person }),
    });
    return new URL(chosen.headers.get("location") ?? "").searchParams;
  };
  const token = (form: Record<string, string>, secret: string = SIGN_IN_APP.secret) =>
    fetch(`${service.host}/oidc/v1/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${SIGN_IN_APP.id}:${secret}`).toString("base64")}` },
      body: new URLSearchParams(form),
    });
  const byCode = (code: string, more: Record<string, string> = {}) =>
    token({ grant_type: "authorization_code", code, redirect_uri: redirect, code_verifier: verifier, ...more });
  const refresh = (refresh_token: string) => token({ grant_type: "refresh_token", refresh_token });
  const signedIn = async (person: string): Promise<Tokens> =>
    (await byCode((await choose(person)).get("code") ?? "")).json() as Promise<Tokens>;

  it("gives a person tokens for a code, once, with PKCE", async () => {
    expect((await choose("")).get("error")).toBe("access_denied");
    const answer = await choose("asker@example.com");
    expect(answer.get("state")).toBe("s1");
    const code = answer.get("code") ?? "";
    const given = (await (await byCode(code)).json()) as Tokens;
    expect((await service.call("GET", ME, undefined, given.access_token)).body).toMatchObject({
      userName: "asker@example.com",
      active: true,
    });
    expect((await byCode(code)).status).toBe(400);
    const other = (await choose("asker@example.com")).get("code") ?? "";
    expect((await byCode(other, { code_verifier: "w".repeat(43) })).status).toBe(400);
  });

  it("shows each person the rows that they may see", async () => {
    const rows = async (person: string) =>
      (await service.answer("sales", "What is the total revenue?", (await signedIn(person)).access_token)).rows;
    expect(await rows("asker@example.com")).toEqual([["North", "2525"]]);
    expect(await rows("colleague@example.com")).toEqual([["South", "750"]]);
    expect(await rows("admin@example.com")).toHaveLength(2);
  });

  it("takes a refresh token once; the second use ends them all", async () => {
    const first = await signedIn("asker@example.com");
    const second = (await (await refresh(first.refresh_token)).json()) as Tokens;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const again = await refresh(first.refresh_token);
    expect([again.status, await again.json()]).toEqual([
      401,
      { error: "invalid_request", error_description: "Refresh token is invalid" },
    ]);
    expect((await service.call("GET", ME, undefined, second.access_token)).status).toBe(401);
    expect((await refresh(second.refresh_token)).status).toBe(401);
    expect(service.databricks.people.seen()).toMatchObject({ reused: 1 });
  });

  it("ends what a person was given", async () => {
    const { access_token, refresh_token } = await signedIn("asker@example.com");
    service.databricks.people.change({ expire: true });
    expect((await service.call("GET", ME, undefined, access_token)).status).toBe(401);
    const next = (await (await refresh(refresh_token)).json()) as Tokens;
    await fetch(`${service.host}/oidc/v1/revoke`, {
      method: "POST",
      body: new URLSearchParams({ token: next.refresh_token }),
    });
    expect((await refresh(next.refresh_token)).status).toBe(401);
    const colleague = await signedIn("colleague@example.com");
    service.databricks.people.change({ deactivate: "colleague@example.com" });
    expect((await refresh(colleague.refresh_token)).status).toBe(401);
  });

  it("knows the app by its secret", async () => {
    const answer = await token({ grant_type: "refresh_token", refresh_token: "x" }, "wrong");
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: "invalid_client" }]);
  });
});
