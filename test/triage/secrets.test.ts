import { evidenceText } from "../../src/triage/diagnosis/evidence-text.ts";
import { shownValue } from "../../src/triage/diagnosis/secrets.ts";
import { sendingId } from "../../src/triage/notify/sending.ts";

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
