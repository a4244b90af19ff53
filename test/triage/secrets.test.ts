import { shownValue } from "../../src/logging/secrets.ts";
import { visible } from "../../src/text/markup/sanitize.ts";
import { evidenceText } from "../../src/triage/diagnosis/evidence-text.ts";
import { sendingId } from "../../src/triage/notify/sending.ts";
import { fifthSet, fourthSet, labelledFailures, thirdSet } from "./failures/index.ts";

/** Random enough for a token, of any length. */
const random = (length: number, characters = "aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY") =>
  characters.repeat(Math.ceil(length / characters.length)).slice(0, length);
const hex = (length: number) => random(length, "0f1e2d3c4b5a69788796a5b4c3d2e1f0");

describe("secrets in what a run leaves behind", () => {
  it.each([
    ['  conn = connect(user="ada", password="hunter2")', "hunter2"],
    ['{"password": "hunter2", "a": 1}', "hunter2"],
    ["DB_PASSWORD=hunter2", "hunter2"],
    ["ARM_CLIENT_SECRET='hunter2xyz'", "hunter2xyz"],
    ["PGPASSWORD=hunter2 psql", "hunter2"],
    ["aws_secret_access_key = hunter2/abc+def", "hunter2/abc"],
    ["DefaultEndpointsProtocol=https;AccountKey=aHVudGVyMg==;x=1", "aHVudGVyMg"],
    ["GET https://a.blob.example/c?sv=1&sig=aHVudGVyMg%3D&se=2", "aHVudGVyMg"],
    ["key AKIAABCDEFGHIJKLMNOP was refused", "AKIAABCDEFGHIJKLMNOP"],
    ["remote: ghp_0123456789abcdefghij0123", "ghp_0123456789abcdefghij0123"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIhunter2\n-----END RSA PRIVATE KEY-----", "hunter2"],
  ])("are hidden: %s", (text, secret) => {
    expect(evidenceText(`before\n${text}\nafter`)).not.toContain(secret);
    expect(evidenceText(`before\n${text}\nafter`)).toMatch(/^before[\s\S]*hidden[\s\S]*after$/);
  });

  /* Tokens are put together here, so that nobody takes them for ones that leaked. */
  it.each([
    ["of Databricks", `dapi${hex(32)}-2`],
    ["of Databricks' OAuth", `dose${hex(32)}`],
    ["of GitHub", `github_pat_${random(22)}_${random(59)}`],
    ["of GitLab", `glpat-${random(20)}`],
    ["of Slack's apps", `xapp-1-A0123-456-${random(40)}`],
    ["of OpenAI", `sk-proj-${random(48)}`],
    ["of Google", `AIzaSy${random(33)}`],
    ["of Google's OAuth", `ya29.${random(60)}`],
    ["of Entra's apps", `abc8Q~${random(34)}`],
    ["that are JWTs", `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${random(43)}`],
    ["of Stripe", `sk_${"live"}_${random(24)}`],
    ["of Twilio", `SK${hex(32)}`],
    ["of SendGrid", `SG.${random(22)}.${random(43)}`],
    ["of npm", `npm_${random(36)}`],
    ["of PyPI", `pypi-AgEIcHlwaS5vcmc${random(60)}`],
    ["of Hugging Face", `hf_${random(34)}`],
    ["of Vault", `hvs.${random(90)}`],
    ["of Atlassian", `ATATT3xFfGF0${random(60)}`],
    ["of Shopify", `shpat_${hex(32)}`],
    ["of Docker", `dckr_pat_${random(27)}`],
    ["of Grafana", `glsa_${random(32)}_${hex(8)}`],
    ["of Notion", `ntn_${random(46)}`],
    ["of Linear", `lin_api_${random(40)}`],
  ])("are known by their beginning: %s", (_, token) => {
    expect(evidenceText(`client ${token} was refused`)).toBe("client [hidden] was refused");
  });

  it.each([
    'spark.conf.set("fs.azure.account.key.acme.dfs.core.windows.net", "SECRET1")',
    "fs.azure.account.key.acme.dfs.core.windows.net=SECRET1",
    "fs.s3a.secret.key SECRET1SECRET1",
    "POST https://hooks.slack.com/services/T0/B0/SECRET1 failed",
    "POST https://acme.webhook.office.com/webhookb2/1@2/IncomingWebhook/SECRET1/3 failed",
    "https://discord.com/api/webhooks/12/SECRET1",
    "https://maps.example.com/geocode?key=SECRET1&q=x",
    "Endpoint=sb://a.example.net/;SharedAccessKeyName=root;SharedAccessKey=SECRET1=;EntityPath=e",
    "headers={'Authorization': 'Bearer SECRET1'}",
    "Cookie: session=SECRET1; theme=dark",
    "Set-Cookie: SID=SECRET1; HttpOnly",
    "Looking in indexes: https://build:SECRET1@pkgs.example.com/simple/",
    "jdbc:sqlserver://h:1433;user=etl;password=SECRET1!#;encrypt=true",
    "jdbc:oracle:thin:etl/SECRET1@//h:1521/svc",
    "DRIVER={ODBC};UID=etl;PWD={x;SECRET1}",
    "redis://:SECRET1@cache:6379/0",
    "Command '['curl', '-u', 'etl:SECRET1', 'https://x.test']' returned 22",
    "curl -u etl:SECRET1 https://x.test",
    "['pg_dump', '--password', 'SECRET1']",
    "sqlcmd --password SECRET1",
    "the password is SECRET1 for user etl",
    "Passwort: SECRET1",
    "<password>SECRET1</password>",
    '{\\"password\\":\\"SECRET1\\"}',
    "CREATE USER etl IDENTIFIED BY 'SECRET1'",
    "OPTIONS (user 'etl', password 'SECRET1')",
    "routing_key=SECRET1",
    "pass\u001b[31mword=SECRET1\u001b[0m",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----\nSECRET1\n-----END PGP PRIVATE KEY BLOCK-----",
  ])("are known by what stands beside them: %j", (text) => {
    const shown = evidenceText(`before\n${text}\nafter`);
    expect(shown).not.toContain("SECRET1");
    expect(shown).toMatch(/^before\n[\s\S]*hidden[\s\S]*\nafter$/);
  });

  it("are seen in none of the labelled failures, which have none", () => {
    const texts = [labelledFailures, thirdSet, fourthSet, fifthSet]
      .flat()
      .flatMap(({ error, trace, logs, message }) => [error, trace, logs, message]);
    expect(texts.filter((text) => evidenceText(text).includes("[hidden]"))).toEqual([]);
    expect(texts.filter((text) => text && evidenceText(text) !== visible(text).trim())).toEqual([]);
  });

  it("are hidden whatever the cut of a long text leaves of their line", () => {
    expect(evidenceText(`password="${"hunter2".repeat(5_000)}"\nlast line`)).toBe("last line");
  });

  it("leave an ordinary error as it is", () => {
    const error = "AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table `a`.`b` cannot be found; line 1 pos 14";
    expect(evidenceText(error)).toBe(error);
  });

  it("in parameters are told by the name, or by the value", () => {
    expect(shownValue("db_password", "x")).toBe("[hidden]");
    expect(shownValue("target", "postgres://ada:hunter2@db.example/x")).not.toContain("hunter2");
    expect(shownValue("day", "2026-11-29")).toBe("2026-11-29");
  });
});

describe("the name of what is sent", () => {
  it("tells acts apart however long they are, and is the same for the same act", () => {
    const act = (end: string) => `teams:${"a".repeat(36)}:${"19:conversation".repeat(8)}:form:${end}`;
    const id = (end: string, kind: "report" | "escalation" = "report") => sendingId("mail", kind, "1.2", act(end));
    expect(new Set([id("1"), id("2"), id("1", "escalation")]).size).toBe(3);
    expect(id("1")).toBe(id("1"));
    expect(id("1")).toMatch(/^[\w.-]{1,60}$/);
  });
});
