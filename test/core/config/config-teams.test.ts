import { generateKeyPairSync } from "node:crypto";
import { type Config, ConfigError } from "../../../src/config/config.ts";
import { loadConfig } from "../../../src/open/load-config.ts";

const app = "0a1b2c3d-89ab-cdef-0123-456789abcdef";
const tenant = "72f988bf-0000-41af-91ab-2d7cd0110001";
const base = {
  DATABRICKS_HOST: "https://adb-1.azuredatabricks.net",
  DATABRICKS_TOKEN: "dapi-1",
  SALES_SPACE_ID: "01f0aa",
};
const good = { ...base, MICROSOFT_APP_ID: app, MICROSOFT_APP_PASSWORD: "secret", MICROSOFT_APP_TENANT_ID: tenant };

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

const mistakes = (env: Record<string, string>): string[] => {
  try {
    loadConfig(env, () => undefined);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.mistakes.map(({ key, wrong }) => `${key}: ${wrong}`);
  }
};

const teamsOf = ({ channels }: Config): unknown => channels.get("teams")?.settings;

describe("the configuration of Teams", () => {
  it("is the registration of the bot, without Slack", () => {
    const { channels } = loadConfig(good, () => undefined);
    expect([...channels.keys()]).toEqual(["teams"]);
    expect(channels.get("teams")?.settings).toEqual({
      appId: app,
      appPassword: "secret",
      appType: "SingleTenant",
      tenantId: tenant,
      metadataUrl: undefined,
      loginUrl: undefined,
      serviceUrls: [],
      anonymous: false,
      tenants: [],
    });
  });

  it.each([
    ["MICROSOFT_APP_PASSWORD", { MICROSOFT_APP_PASSWORD: "" }],
    ["MICROSOFT_APP_TENANT_ID", { MICROSOFT_APP_TENANT_ID: "" }],
    ["MICROSOFT_APP_ID", { MICROSOFT_APP_ID: "" }],
  ])("says that %s is missing", (key, more) => {
    expect(mistakes({ ...good, SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s", ...more })).toEqual([
      expect.stringContaining(`${key}: is missing`),
    ]);
  });

  it("needs no tenant for a multi-tenant bot, and no secret for a managed identity", () => {
    expect(mistakes({ ...good, MICROSOFT_APP_TYPE: "MultiTenant", MICROSOFT_APP_TENANT_ID: "" })).toEqual([]);
    expect(mistakes({ ...good, MICROSOFT_APP_TYPE: "UserAssignedMSI", MICROSOFT_APP_PASSWORD: "" })).toEqual([]);
  });

  it("lets a bot without an identity run for development only, unreachable from outside", () => {
    const open = { ...base, TEAMS_ALLOW_ANONYMOUS: "1" };
    for (const HOST of ["", "0.0.0.0", "10.0.0.1", "localhost.example.com"])
      expect(mistakes({ ...open, HOST })).toEqual([expect.stringContaining("HOST=127.0.0.1")]);
    for (const HOST of ["127.0.0.1", "localhost", "::1"]) expect(mistakes({ ...open, HOST })).toEqual([]);
    const config = loadConfig({ ...open, HOST: "127.0.0.1" }, () => undefined);
    expect(config.host).toBe("127.0.0.1");
    expect(teamsOf(config)).toMatchObject({ appId: "", anonymous: true });
  });

  it("takes other addresses, but none to which a secret would travel in the open", () => {
    const urls = {
      MICROSOFT_LOGIN_URL: "https://login.microsoftonline.us",
      MICROSOFT_OPENID_METADATA_URL: "http://127.0.0.1:4002/v1/.well-known/openidconfiguration",
      TEAMS_SERVICE_URLS: "https://smba.example.com/,http://localhost:4002/teams/",
    };
    expect(mistakes({ ...good, ...urls })).toEqual([]);
    expect(teamsOf(loadConfig({ ...good, ...urls }, () => undefined))).toMatchObject({
      serviceUrls: ["https://smba.example.com/", "http://localhost:4002/teams/"],
    });
    const open = "http://login.example.com";
    expect(
      mistakes({
        ...good,
        MICROSOFT_LOGIN_URL: open,
        MICROSOFT_OPENID_METADATA_URL: open,
        TEAMS_SERVICE_URLS: `${open},here`,
      }),
    ).toEqual([
      expect.stringContaining("TEAMS_SERVICE_URLS"),
      expect.stringContaining("not here"),
      expect.stringContaining("MICROSOFT_OPENID_METADATA_URL"),
      expect.stringContaining("MICROSOFT_LOGIN_URL"),
    ]);
  });

  it("tells the tenants of Teams from those of Slack", () => {
    const file = `access:\n  tenants: [T0123ABCD, ${tenant}]\n`;
    const config = loadConfig({ ...good, CONCIERGE_CONFIG: "c.yaml" }, () => file);
    expect(teamsOf(config)).toMatchObject({ tenants: [tenant] });
    expect(config.access.tenants).toEqual(expect.arrayContaining(["T0123ABCD", tenant]));
  });

  const key = "12345678901234567890123456789012";
  const signIn = {
    DATABRICKS_OAUTH_CLIENT_ID: "app",
    PUBLIC_URL: "https://genie.example.com",
    TOKEN_KEYS: `a:${Buffer.from(key).toString("base64")}`,
    CONCIERGE_CONFIG: "c.yaml",
  };
  const wrong = (env: Record<string, string>, identity: string): string[] => {
    try {
      loadConfig({ ...signIn, ...env }, () => `identity: ${identity}\n`);
      return [];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return error.mistakes.map((one) => `${one.key}: ${one.wrong}`);
    }
  };
  const slack = { ...base, SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s" };

  it.each([
    ["Teams", slack, "{rights: user, sso: federation}", "identity.sso: is how Teams signs people in, and Teams is off"],
    ["a connection", good, "{rights: user, sso: federation}", "MICROSOFT_OAUTH_CONNECTION: is missing"],
    [
      "a tenant",
      { ...good, MICROSOFT_APP_TYPE: "MultiTenant", MICROSOFT_APP_TENANT_ID: "", MICROSOFT_OAUTH_CONNECTION: "sso" },
      "{rights: user, sso: federation}",
      "identity.sso: needs MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID",
    ],
    [
      "a secret",
      {
        ...good,
        ...{ MICROSOFT_APP_TYPE: "UserAssignedMSI", MICROSOFT_APP_PASSWORD: "", MICROSOFT_OAUTH_CONNECTION: "sso" },
      },
      "{rights: user, sso: on-behalf-of}",
      "identity.sso: on-behalf-of needs MICROSOFT_APP_PASSWORD",
    ],
    [
      "a key",
      slack,
      "{rights: user, federation: {issuer: 'https://genie.example.com/auth/federation', audience: a, domains: [example.com]}}",
      "FEDERATION_KEY: is missing: identity.federation signs with it",
    ],
  ])("refuses a sign-in without a click that lacks %s", (_, env, identity, mistake) => {
    expect(wrong(env, identity)).toEqual([expect.stringContaining(mistake)]);
  });

  it("says what of a sign-in without a click does nothing, or hardly works", () => {
    const warned = (identity: string): string[] => [
      ...loadConfig({ ...slack, ...signIn, FEDERATION_KEY: rsa }, () => `identity: ${identity}\n`).warnings,
    ];
    const issued = (issuer: string) => `federation: {issuer: '${issuer}', audience: a, domains: [example.com]}`;
    expect(warned(`{${issued("https://genie.example.com/auth/federation")}}`).join()).toContain("identity.federation");
    expect(warned("{rights: user, token_url: 'https://accounts.example.com/oidc/v1/token'}").join()).toContain(
      "identity.token_url",
    );
    expect(warned(`{rights: user, ${issued("https://genie.example.com/auth/federation")}}`)).toEqual([]);
    expect(warned(`{rights: user, ${issued("https://other.example.com/x")}}`).join()).toContain(
      "which is https://genie.example.com/auth/federation",
    );
  });
});
