import { probeTeams } from "../../../adapters/teams/probe.ts";
import { teamsSettings } from "../../../adapters/teams/settings.ts";
import { APP_ID, APP_PASSWORD, TENANT } from "../../../sandbox/teams/seed.ts";
import { CONNECTION } from "../../../sandbox/teams/sign-in.ts";
import { startTeams, type TeamsBench } from "../../support/teams/teams-bench.ts";

let bench: TeamsBench;
beforeAll(async () => {
  bench = await startTeams();
});
afterAll(() => bench.stop());

const mistakes: string[] = [];
const settingsOf = (more: Record<string, string | undefined>, sso: "federation" | "on-behalf-of" = "federation") => {
  mistakes.length = 0;
  const env = {
    ...{ MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_PASSWORD: APP_PASSWORD, MICROSOFT_APP_TENANT_ID: TENANT.id },
    ...({ MICROSOFT_APP_TYPE: "SingleTenant", TEAMS_ALLOW_ANONYMOUS: "0", MICROSOFT_LOGIN_URL: bench.base } as const),
    MICROSOFT_OPENID_METADATA_URL: `${bench.base}/v1/.well-known/openidconfiguration`,
    MICROSOFT_TOKEN_SERVICE_URL: bench.base,
    MICROSOFT_OAUTH_CONNECTION: CONNECTION,
    ...more,
  };
  const addMistake = (key: string, wrong: string) => void mistakes.push(`${key} ${wrong}`);
  return teamsSettings(env, { tenants: [], host: undefined, sso, addMistake })!;
};

describe("the sign-in by Teams, as it is set up", () => {
  it("is looked at by doctor", async () => {
    expect(await probeTeams(settingsOf({}))).toMatchObject([{ state: "ok" }, { state: "ok" }]);
    expect(mistakes).toEqual([]);
    expect(await probeTeams(settingsOf({ MICROSOFT_OAUTH_CONNECTION: "other" }))).toMatchObject([
      { state: "ok" },
      { state: "failed", what: expect.stringContaining("MICROSOFT_OAUTH_CONNECTION") },
    ]);
  });

  it.each([
    ["MICROSOFT_OAUTH_CONNECTION", { MICROSOFT_OAUTH_CONNECTION: undefined }],
    ["MICROSOFT_APP_TENANT_ID", { MICROSOFT_APP_TENANT_ID: undefined, MICROSOFT_APP_TYPE: "MultiTenant" }],
    ["MICROSOFT_APP_PASSWORD", { MICROSOFT_APP_PASSWORD: undefined, MICROSOFT_APP_TYPE: "UserAssignedMSI" }],
    ["MICROSOFT_TOKEN_SERVICE_URL", { MICROSOFT_TOKEN_SERVICE_URL: "http://token.example.com" }],
  ])("names %s where it is missing or unsafe", (name, more) => {
    settingsOf(more as never, "on-behalf-of");
    expect(mistakes.join("; ")).toContain(name);
  });
});
