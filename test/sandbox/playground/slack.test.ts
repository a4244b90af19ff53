import type { Browser, Page } from "playwright-core";
import { createIncident } from "../../../adapters/incident/incident.ts";
import { createMail } from "../../../adapters/mail/mail.ts";
import { mailboxOf, serverOf } from "../../../adapters/mail/settings.ts";
import { INCIDENT_KEYS } from "../../../sandbox/incident/service.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { silent } from "../../../src/logging/log.ts";
import { notification } from "../../contract/notifier.ts";
import { eventually } from "../../support/eventually.ts";
import { type Ear, listen, noBrowser, openBrowser } from "../../support/screens/page.ts";

const title = noBrowser ? `the playground (skipped: ${noBrowser})` : "the playground";

describe.skipIf(noBrowser)(title, () => {
  let bot: Ear;
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    bot = await listen();
    sandbox = await startSandbox({ port: 0, botPort: bot.port, rateLimits: false });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1920, height: 900 } });
    page.setDefaultTimeout(5_000);
    page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
  });

  beforeEach(async () => {
    complaints = [];
    bot.heard.length = 0;
    await fetch(`${sandbox.control}/control/reset`, { method: "POST" });
    await page.goto(`${sandbox.control}/`);
    await page.getByText("live", { exact: true }).waitFor();
  });

  afterEach(() => expect(complaints).toEqual([]));

  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
    bot?.close();
  });

  const api = async (method: string, body: Record<string, unknown>): Promise<{ ts: string }> => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${sandbox.env["SLACK_BOT_TOKEN"]}` };
    const url = `${sandbox.services["slack"]}/api/${method}`;
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as { ok: boolean; ts: string };
    if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const say = (text: string, blocks: unknown[] = []) => api("chat.postMessage", { channel, text, blocks });
  const write = async (text: string): Promise<void> => {
    await page.getByLabel("Message #analytics").fill(text);
    await page.keyboard.press("Enter");
  };
  const message = (text: string) => page.locator(".message", { hasText: text });

  it("shows the people, the channels and questions to begin with", async () => {
    expect(await page.getByRole("radio").count()).toBe(4);
    expect(await page.getByRole("button", { name: /analytics|data-ops/ }).count()).toBe(2);
    expect(await page.getByRole("button", { name: /What is the total revenue\?/ }).count()).toBeGreaterThan(0);
  });

  it("gives what is typed to Slack, which gives the mention to the bot", async () => {
    await write("@genie What is the total revenue?");
    await message("What is the total revenue?").waitFor();
    await eventually(() => bot.heard.find((body) => body.includes('"app_mention"') && body.includes("total revenue")));
    expect(await page.getByLabel("Message #analytics").inputValue()).toBe("");
  });

  it("opens the thread of one's question when the bot answers in it", async () => {
    await write("@genie What is the total revenue?");
    const { ts } = await eventually(async () => (await shown(sandbox))[0]);
    await api("chat.postMessage", { channel, thread_ts: ts, text: "It is 3,275." });
    await page.getByRole("region", { name: "Thread" }).getByText("It is 3,275.").first().waitFor();
    expect(await page.getByRole("button", { name: "1 reply" }).count()).toBe(1);
  });

  it("shows an edit as it happens and lets one step back to what was there before", async () => {
    const { ts } = await say("Writing SQL", [task("in_progress")]);
    await message("Sales").locator(".task-in_progress").waitFor();
    await api("chat.update", { channel, ts, text: "Done", blocks: [task("complete")] });
    await message("Sales").locator(".task-complete").waitFor();
    await page.getByRole("button", { name: "edited once" }).click();
    await page.getByRole("button", { name: "Earlier version" }).click();
    await message("1 of 2 · as posted").locator(".task-in_progress").waitFor();
    await page.getByRole("button", { name: "Back to now" }).click();
    await message("Sales").locator(".task-complete").waitFor();
  });

  it("keeps the part of a message that an edit leaves as it was", async () => {
    const { ts } = await say("Rows", [section("first"), dataTable]);
    await page.getByRole("button", { name: "Next rows" }).click();
    await api("chat.update", { channel, ts, text: "Rows", blocks: [section("second"), dataTable] });
    await message("second").waitFor();
    expect(await message("second").textContent()).toContain("6–7 of 7 rows");
  });

  it("gives a click on a button to the bot, by whom one acts as", async () => {
    await say("Working", [actions("cancel", "turn-1", "Cancel")]);
    await page.getByRole("radio", { name: "colleague" }).check({ force: true });
    await page.getByRole("button", { name: "Cancel" }).click();
    const payload = await eventually(() => payloadOf(bot, "block_actions"));
    expect(payload).toMatchObject({ user: { id: "U0COLLEAGUE" }, actions: [{ action_id: "cancel", value: "turn-1" }] });
  });

  it("asks the person first where the button says so", async () => {
    const confirm = {
      title: plain("Stop the run?"),
      text: plain("It starts anew."),
      confirm: plain("Stop it"),
      deny: plain("No"),
    };
    await say("Running", [actions("stop", "run-1", "Stop run", { confirm })]);
    await page.getByRole("button", { name: "Stop run" }).click();
    await page.getByRole("button", { name: "No" }).click();
    await page.getByRole("button", { name: "Stop run" }).click();
    await page.getByRole("button", { name: "Stop it" }).click();
    await eventually(() => payloadOf(bot, "block_actions"));
    expect(bot.heard.filter((body) => body.includes("block_actions"))).toHaveLength(1);
  });

  it("opens the modal of the bot and hands in what is filled in", async () => {
    await say("Failed", [actions("change", "run-1", "Change parameters")]);
    await page.getByRole("button", { name: "Change parameters" }).click();
    const { trigger_id } = await eventually(() => payloadOf(bot, "block_actions"));
    await api("views.open", { trigger_id, view: modal });
    await page.getByLabel("Request").fill("only the South");
    await page.getByLabel("Region").selectOption("South");
    await page.getByRole("button", { name: "Start run" }).click();
    const { view } = await eventually(() => payloadOf(bot, "view_submission"));
    expect(view).toMatchObject({
      state: {
        values: {
          request: { text: { type: "plain_text_input", value: "only the South" } },
          region: { pick: { type: "static_select", selected_option: { value: "south" } } },
        },
      },
    });
    await eventually(async () => (await page.getByRole("dialog").count()) === 0);
  });

  it("gives a slash command to the bot and shows its answer to one person only", async () => {
    await write("/genie help");
    const body = await eventually(() => bot.heard.find((heard) => heard.startsWith("token=")));
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({ command: "/genie", text: "help" });
    await api("chat.postEphemeral", { channel, user: "U0ASKER", text: "Ask me anything." });
    await message("Ask me anything.").getByText("Only visible to you").waitFor();
    await page.getByRole("radio", { name: "colleague" }).check({ force: true });
    await eventually(async () => (await message("Ask me anything.").count()) === 0);
  });

  it("completes a slash command from the list of commands", async () => {
    await page.getByLabel("Message #analytics").fill("/genie r");
    expect(await page.getByRole("option").allInnerTexts()).toEqual([
      expect.stringContaining("/genie run"),
      expect.stringContaining("/genie runs"),
      expect.stringContaining("/genie reset"),
    ]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    expect(await page.getByLabel("Message #analytics").inputValue()).toBe("/genie runs");
  });

  it("shows markup in messages as the text that it is", async () => {
    await write(attack);
    await eventually(() => shown(sandbox).then((messages) => messages.length === 1));
    await say(attack, [
      section(attack),
      { type: "markdown", text: `${attack} [forged](javascript:hacked=1)` },
      { type: "header", text: { type: "plain_text", text: attack } },
      { type: "table", rows: [[raw(attack)], [raw(attack)]] },
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: attack }] }] },
    ]);
    const forged = message("forged");
    await forged.waitFor();
    expect((await forged.locator(".message-body").textContent())?.split(attack)).toHaveLength(7);
    expect(await page.locator(".message-body :is(img, script, [onerror], [href^='javascript'])").count()).toBe(0);
    expect(await page.evaluate("globalThis.hacked")).toBeUndefined();
    expect(await message(attack).count()).toBe(2);
  });

  it("reads the markdown that models write", async () => {
    const rendered = await page.evaluate(`(async () => {
      const { markdown } = await import("/render/markdown.js");
      return ${JSON.stringify(markups)}.map(([text]) => {
        const box = document.createElement("div");
        box.append(...markdown(text));
        return box.innerHTML;
      });
    })()`);
    expect(rendered).toEqual(markups.map(([, expected]) => expected));
  });

  it("draws a block that it does not know as a box that names it", async () => {
    const blocks = [{ type: "hologram" }, { type: "table" }, section("after it")];
    sandbox.slack.workspace.post({ channel, user: "U0GENIEBOT", bot: true, text: "Blocks", blocks });
    await message("after it").waitFor();
    expect(await page.locator(".unknown summary").allInnerTexts()).toEqual([
      "The playground cannot draw this: hologram",
      "The playground cannot draw this: table",
    ]);
  });

  it("shows how fast Genie answers here", async () => {
    sandbox.databricks.setPace(0);
    await page.reload();
    await page.getByRole("button", { name: "Inspector" }).click();
    expect(await page.getByLabel("Genie's time").inputValue()).toBe("0");
    await page.getByText("at once", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Close inspector" }).click();
  });

  it("shows the mails that the bot sends and the incidents that it opens", async () => {
    const settings = {
      server: serverOf(sandbox.env["SMTP_URL"]!)!,
      sender: mailboxOf(sandbox.env["SMTP_FROM"]!)!,
      recipients: ["data-team@example.com"],
      log: silent,
    };
    const [kind, url, token] = ["pagerduty" as const, sandbox.env["INCIDENT_WEBHOOK_URL"]!, INCIDENT_KEYS.pagerduty];
    await page.getByRole("button", { name: /^Mail/ }).click();
    await createMail(settings).send(notification({ html: attack }));
    await createIncident({ kind, url, token, log: silent }).send(notification({ subject: "down at night" }));
    const mail = page.locator("#outbox .letter", { hasText: "nightly-load failed: table" });
    await mail.getByText("→ data-team@example.com").waitFor();
    await mail.getByText("HTML", { exact: true }).click();
    await mail.getByText(attack).waitFor();
    await page.locator("#outbox .letter-open", { hasText: "down at night" }).waitFor();
    expect(await page.locator("#outbox-count").textContent()).toBe("2");
    await page.getByRole("button", { name: "Close mail" }).click();
  });

  it("opens one drawer at a time, and closes it with Escape", async () => {
    const shown = () => page.locator("aside:not([hidden])").evaluateAll((drawers) => drawers.map(({ id }) => id));
    await page.getByRole("button", { name: "Inspector" }).click();
    await page.getByRole("button", { name: /^Mail/ }).click();
    expect(await shown()).toEqual(["outbox"]);
    await page.keyboard.press("Escape");
    expect(await shown()).toEqual([]);
  });

  it("lists the calls of the bot and makes the next ones fail", async () => {
    await page.getByRole("button", { name: "Inspector" }).click();
    await page.getByRole("button", { name: "post fails (500)" }).click();
    await page.getByText("Set for the next call: slack, post fails (500).").waitFor();
    await expect(say("Hello")).rejects.toThrow();
    await say("Hello again");
    const calls = page.locator(".call", { hasText: "/api/chat.postMessage" });
    await calls.nth(1).waitFor();
    expect(await calls.locator(".status").allTextContents()).toEqual(["200", "500"]);
    await calls.first().locator("summary").click();
    await page.getByText('"text": "Hello again"').waitFor();
  });
});

const channel = "C0ANALYTICS";
const attack = '<img src=x onerror="hacked=1"><script>hacked=1</script>';

const web = 'target="_blank" rel="noopener noreferrer"';

/** Markdown, and the markup that it becomes. */
const markups = [
  [
    "**bold**, *soft*, ~~gone~~ and snake_case_name",
    "<p><strong>bold</strong>, <em>soft</em>, <s>gone</s> and snake_case_name</p>",
  ],
  ["`a < b` \\*not soft\\* 2 * 3 * 4 &amp;", "<p><code>a &lt; b</code> *not soft* 2 * 3 * 4 &amp;</p>"],
  [
    "[docs](https://example.com/a_(b)) https://example.com/c.",
    `<p><a href="https://example.com/a_(b)" ${web}>docs</a> <a href="https://example.com/c" ${web}>https://example.com/c</a>.</p>`,
  ],
  ["## Title\ntext\n\n---", "<h4>Title</h4><p>text</p><hr>"],
  [
    "- one\n  - inner\n- two\n\n3. three",
    '<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul><ol start="3"><li>three</li></ol>',
  ],
  ["> said\n> twice", "<blockquote><p>said\ntwice</p></blockquote>"],
  ["```sql\nSELECT '<b>' -- **no**\n```", "<pre data-language=\"sql\"><code>SELECT '&lt;b&gt;' -- **no**</code></pre>"],
  [
    "| a | b |\n|:--|--:|\n| x \\| y | 1 |",
    '<div class="grid-frame" tabindex="0"><table class="grid"><thead><tr><th>a</th><th class="right">b</th></tr></thead><tbody><tr><td>x | y</td><td class="right">1</td></tr></tbody></table></div>',
  ],
] as const;

interface Payload {
  type: string;
  trigger_id: string;
  view: unknown;
}

/** The first interaction of a type that the bot was given. */
const payloadOf = (bot: Ear, type: string): Payload | undefined =>
  bot.heard
    .map((body) => new URLSearchParams(body).get("payload"))
    .map((payload) => (payload ? (JSON.parse(payload) as Payload) : undefined))
    .find((payload) => payload?.type === type);

const shown = async (sandbox: Sandbox): Promise<{ ts: string }[]> => {
  const response = await fetch(`${sandbox.control}/control/slack/messages?channel=${channel}`);
  return (await response.json()) as { ts: string }[];
};

const plain = (text: string) => ({ type: "plain_text", text });
const section = (text: string) => ({ type: "section", text: plain(text) });
const raw = (text: string) => ({ type: "raw_text", text });
const task = (status: string) => ({
  type: "plan",
  title: "Asking one agent",
  tasks: [{ type: "task_card", task_id: "sales", title: "Sales", status }],
});
const actions = (action_id: string, value: string, label: string, more = {}) => ({
  type: "actions",
  elements: [{ type: "button", action_id, value, text: plain(label), ...more }],
});
const dataTable = {
  type: "data_table",
  caption: "Regions",
  page_size: 5,
  rows: [[raw("Region")], ...["A", "B", "C", "D", "E", "F", "G"].map((name) => [raw(name)])],
};
const modal = {
  type: "modal",
  callback_id: "change",
  title: plain("Change parameters"),
  submit: plain("Start run"),
  blocks: [
    {
      type: "input",
      block_id: "request",
      label: plain("Request"),
      element: { type: "plain_text_input", action_id: "text", multiline: true },
    },
    {
      type: "input",
      block_id: "region",
      label: plain("Region"),
      element: {
        type: "static_select",
        action_id: "pick",
        options: ["North", "South"].map((name) => ({ text: plain(name), value: name.toLowerCase() })),
      },
    },
  ],
};
