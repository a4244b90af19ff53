import { analytics, problemOf, type SlackStage, slackForEach } from "../../support/slack/slack-stage.ts";

let bench: SlackStage;
slackForEach((stage) => {
  bench = stage;
});

describe("a file in Slack", () => {
  it("is uploaded into the thread under its name and title", async () => {
    const place = bench.thread();
    const file = {
      name: "rows.csv",
      title: "All rows",
      contentType: "text/csv",
      content: Buffer.from("region\nNorth\n"),
    };
    await bench.channel.attach(place, file, { key: "file" });
    const message = bench.service.workspace.history(analytics).find((one) => one.files.length > 0)!;
    expect(message.threadTs).toBe(place.thread.split(":")[3]);
    expect(message.files[0]).toMatchObject({ name: "rows.csv", title: "All rows" });
    expect(message.files[0]!.content.toString()).toBe(file.content.toString());
  });

  const file = {
    name: "rows.csv",
    title: "All rows",
    contentType: "text/csv",
    content: Buffer.from("region\nNorth\n"),
  };

  it.each([
    ["an upload that fails", (): Answered => ["v1", 500], "later", "slack.file-delayed"],
    ["a busy Slack", (): Answered => ["files.completeUploadExternal", 429], "later", "slack.file-delayed"],
    [
      "a missing scope",
      (): Answered => ["files.getUploadURLExternal", "missing_scope"],
      "never",
      "slack.file-not-allowed",
    ],
    [
      "another refusal",
      (): Answered => ["files.completeUploadExternal", "file_not_found"],
      "never",
      "slack.file-refused",
    ],
  ] as const)("that is missing after %s is a sentence for the thread", async (_, fault, retry, code) => {
    const [where, answer] = fault();
    bench.wire.answer = ({ url }) => {
      if (!url.includes(where)) return undefined;
      return typeof answer === "number" ? answer : { ok: false, error: answer };
    };
    const problem = await problemOf(bench.channel.attach(bench.thread(), file, { key: "file" }));
    expect(problem).toMatchObject({ code, retry });
    expect(problem.sentence).toMatch(/^The file is missing because /);
  });
});

type Answered = [where: string, answer: number | string];
