import { eventually } from "../../support/eventually.ts";
import { openStage, type Shown, type Stage, whole } from "../../support/stage.ts";
import { type Carded, teamsSide, words } from "../../support/teams/teams-side.ts";

/* A result of more rows than a message shows, through the real bot: its pages and its files. */

const question = "List all audit events of all time";

describe("a long result", () => {
  let stage: Stage;
  let teams: ReturnType<typeof teamsSide>;
  beforeAll(async () => {
    stage = await openStage();
    teams = teamsSide(stage);
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.post("/control/reset", {}));

  const inSlack = async (): Promise<{ ts: string; reply: Shown }> => {
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    return { ts, reply: await stage.answer("analytics", ts) };
  };

  it("is looked through in Slack, by anybody in the thread, in the same message", async () => {
    const { ts, reply } = await inSlack();
    expect(whole(reply)).toContain("first 20 rows; the result was cut at 5,000 rows");
    const shows = (text: string) =>
      eventually(
        async () => {
          const [message, ...others] = await stage.replies("analytics", ts);
          expect(others).toEqual([]);
          return message && whole(message).includes(text);
        },
        10_000,
        text,
      );
    await stage.click("colleague", "analytics", reply.ts, "page");
    await shows("rows 21–40");
    await stage.click("asker", "analytics", reply.ts, "page#2");
    await shows("rows 41–60");
    await stage.click("colleague", "analytics", reply.ts, "page");
    await shows("rows 21–40");
  });

  it("is looked through by whoever clicks before it is written down that the message shows it", async () => {
    await stage.fault({ service: "slack", match: "chat.update", kind: "late", times: 20, ms: 1_500 });
    const { ts, reply } = await inSlack();
    await stage.click("asker", "analytics", reply.ts, "page");
    await eventually(
      async () => (await stage.replies("analytics", ts)).some((message) => whole(message).includes("rows 21–40")),
      10_000,
      "the next rows",
    );
  });

  it("is looked through by whoever clicks before the platform says where it has posted it", async () => {
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    await eventually(async () => (await stage.replies("analytics", ts)).length === 1);
    await stage.fault({
      service: "slack",
      match: "chat.update",
      kind: "refused",
      code: "edit_window_closed",
      times: 20,
    });
    await stage.fault({ service: "slack", match: "chat.postMessage", kind: "late", times: 1, ms: 2_000 });
    const reply = await eventually(async () => (await stage.replies("analytics", ts))[1], 15_000, "the answer");
    await stage.click("asker", "analytics", reply.ts, "page");
    await eventually(
      async () => (await stage.messages("analytics", ts)).some((message) => whole(message).includes("rows 21–40")),
      10_000,
      "the next rows",
    );
  });

  it("is a file in the thread in Slack, with all rows, and Excel's as well", async () => {
    const { ts, reply } = await inSlack();
    await stage.click("colleague", "analytics", reply.ts, "file");
    await stage.click("colleague", "analytics", reply.ts, "file#2");
    const files = await eventually(
      async () => {
        const found = (await stage.replies("analytics", ts)).flatMap((message) => message.files);
        return found.length === 2 ? found : undefined;
      },
      15_000,
      "two files",
    );
    expect(files.map(({ name }) => name).toSorted()).toEqual(["security.csv", "security.xlsx"]);
    for (const { title } of files) expect(title).toMatch(/^Security: 5,840 rows · \d+ kB$/);
  });

  it("of more than 10,000 rows is whole in both channels, heading and all", async () => {
    const asked = "List all billing records of all time";
    const ts = await stage.say("asker", "analytics", `@genie ${asked}`);
    const reply = await stage.answer("analytics", ts);
    expect(whole(reply)).toContain("There are more than **5,000** usage records");
    await stage.click("asker", "analytics", reply.ts, "file");
    const attached = async () => {
      const file = (await stage.replies("analytics", ts)).find(({ files }) => files.length > 0);
      return file && stage.sandbox.slack.workspace.find("C0ANALYTICS", file.ts)?.files[0];
    };
    const inSlack = (await eventually(attached, 15_000, "a file")).content.toString();
    const chat = "personal:asker";
    const { id } = await inTeams(chat, asked);
    await teams.press("asker", chat, id, "CSV");
    const consent = await attachedInTeams(chat, "file.consent");
    await teams.press("asker", chat, consent.id, "accept");
    const { contentUrl = "" } = await attachedInTeams(chat, "file.info");
    const [head, ...rows] = inSlack.trimEnd().split("\r\n");
    expect(head).toBe("\uFEFFusage_date,team,workspace,sku,workload,dbus,cost");
    expect(rows).toHaveLength(18 * 730);
    expect(new Set(rows).size).toBe(rows.length);
    for (const row of rows) expect(row.split(",")).toHaveLength(7);
    expect(await (await fetch(contentUrl)).text()).toBe(inSlack.slice(1));
  });

  const inTeams = async (conversation: string, text = question): Promise<Carded> => {
    const id = await teams.say("asker", conversation, text);
    return teams.answer(conversation, id);
  };

  const attachedInTeams = (conversation: string, type: string) =>
    eventually(
      async () => {
        const all = (await teams.messages(conversation)) as (Carded & { attachments: Attached[] })[];
        return all
          .map((message) => ({ id: message.id, ...message.attachments[0] }))
          .find(({ contentType }) => contentType?.endsWith(type));
      },
      15_000,
      type,
    );

  it("is looked through in Teams, in the same card", async () => {
    const { id } = await inTeams("Analytics", `@Genie ${question}`);
    await teams.press("colleague", "Analytics", id, "page");
    await eventually(
      async () => {
        const card = (await teams.messages("Analytics")).find((message) => message.id === id);
        return card && /rows \d+–\d+; the result was cut at 5,000 rows/.test(words(card));
      },
      10_000,
      "the second page",
    );
  });

  it("goes into the person's OneDrive in a personal chat, once they agree", async () => {
    const { id } = await inTeams("personal:asker");
    await teams.press("asker", "personal:asker", id, "CSV");
    const asked = await attachedInTeams("personal:asker", "file.consent");
    expect(asked).toMatchObject({
      name: "security.csv",
      content: { description: expect.stringContaining("5,840 rows") },
    });
    await teams.press("asker", "personal:asker", asked.id, "accept");
    const { contentUrl = "" } = await attachedInTeams("personal:asker", "file.info");
    expect((await (await fetch(contentUrl)).text()).trimEnd().split("\r\n")).toHaveLength(5_841);
  });

  it("is behind a link for the clicker alone in a group chat of Teams", async () => {
    const { id } = await inTeams("planning", `@Genie ${question}`);
    await teams.press("colleague", "planning", id, "CSV");
    const link = await eventually(
      async () => {
        const told = (await teams.messages("planning")).find((message) => message.targeted_to);
        return told && /http:\/\/127\.0\.0\.1:\d+\/files\/[\w-]{32}/.exec(JSON.stringify(told.card))?.[0];
      },
      15_000,
      "a link",
    );
    const file = await fetch(link, { method: "POST" });
    expect((await file.text()).trimEnd().split("\r\n")).toHaveLength(5_841);
    expect((await fetch(link, { method: "POST" })).status).toBe(404);
  });
});

describe("a chart", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.close());

  it("is drawn as the question says, shown differently by a click, and made into an image", async () => {
    const ts = await stage.say("asker", "analytics", "@genie Show revenue by product as a pie chart");
    const { ts: reply, blocks } = await stage.answer("analytics", ts);
    expect(JSON.stringify(blocks)).toContain('"segments"');
    const click = async (label: string): Promise<void> => {
      const [message] = await stage.replies("analytics", ts);
      const button = JSON.stringify(message?.blocks).match(
        new RegExp(`"action_id":"([^"]+)","text":{[^}]*"text":"${label}"`),
      );
      await stage.click("colleague", "analytics", reply, button?.[1] ?? "none");
    };
    const shows = (text: string) =>
      eventually(async () => whole((await stage.replies("analytics", ts))[0] as Shown).includes(text), 10_000, text);
    await click("Image");
    const image = await eventually(
      async () => (await stage.replies("analytics", ts)).flatMap(({ files }) => files)[0],
      30_000,
      "an image",
    );
    expect(image).toMatchObject({ name: "sales.png", title: "Total revenue by product" });
    await click("Bar");
    await shows('"axis_config"');
    await click("Table");
    await shows('"type":"table"');
  });

  it("is drawn anew, below the answer, for a message that wants nothing else; Genie is not asked again", async () => {
    const ts = await stage.say("asker", "analytics", "@genie Show revenue by product");
    await stage.answer("analytics", ts);
    const before = (await stage.calls("databricks")).filter(({ method }) => method === "POST").length;
    await stage.say("colleague", "analytics", "as a pie please", ts);
    const pie = await stage.answer("analytics", ts, 15_000, 1);
    expect(whole(pie)).toContain("Here it is as a pie chart.");
    expect(JSON.stringify(pie.blocks)).toContain('"segments"');
    await stage.say("asker", "analytics", "als Tabelle", ts);
    expect(whole(await stage.answer("analytics", ts, 15_000, 2))).toContain('"type":"table"');
    await stage.click("asker", "analytics", pie.ts, "page#2");
    await eventually(
      async () => whole((await stage.replies("analytics", ts))[1] as Shown).includes('"axis_config"'),
      10_000,
    );
    expect((await stage.calls("databricks")).filter(({ method }) => method === "POST")).toHaveLength(before);
    const other = await stage.say("asker", "data-ops", "@genie as a line chart");
    expect(whole(await stage.answer("data-ops", other))).not.toContain("Here it is");
  });

  it("is drawn anew in Teams, too", async () => {
    const teams = teamsSide(stage);
    const id = await teams.say("asker", "personal:asker", "Show revenue by product");
    await teams.answer("personal:asker", id);
    const wish = await teams.say("asker", "personal:asker", "als Kreisdiagramm");
    expect(JSON.stringify((await teams.answer("personal:asker", wish)).card)).toContain("Chart.Pie");
  });
});

interface Attached {
  contentType?: string;
  name?: string;
  contentUrl?: string;
}
