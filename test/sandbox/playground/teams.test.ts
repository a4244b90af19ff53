import type { Browser, Page } from "playwright-core";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { eventually } from "../../support/eventually.ts";
import { type Ear, listen, noBrowser, openBrowser } from "../../support/screens/page.ts";
import { askToken, type Fields } from "../../support/teams/teams-wire.ts";

const title = noBrowser ? `the playground's Teams (skipped: ${noBrowser})` : "the playground's Teams";

describe.skipIf(noBrowser)(title, () => {
  let bot: Ear;
  let sandbox: Sandbox;
  let token: string;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    bot = await listen();
    sandbox = await startSandbox({ port: 0, botPort: bot.port, rateLimits: false });
    token = String((await askToken(sandbox.services["teams"]!)).body["access_token"]);
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    page.setDefaultTimeout(5_000);
    page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
  });

  beforeEach(async () => {
    complaints = [];
    bot.heard.length = 0;
    bot.answer.body = "";
    await fetch(`${sandbox.control}/control/reset`, { method: "POST" });
    await page.setViewportSize({ width: 1600, height: 900 });
    await page.goto(`${sandbox.control}/`);
    await page.getByText("live", { exact: true }).waitFor();
  });

  afterEach(() => expect(complaints).toEqual([]));

  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
    bot?.close();
  });

  const idOf = (name: string) => sandbox.teams.workspace.conversations().find((one) => one.name === name)!.id;
  const api = async (method: string, path: string, activity: Fields): Promise<string> => {
    const response = await fetch(`${sandbox.teams.serviceUrl()}v3/conversations/${path}`, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ type: "message", ...activity }),
    });
    if (!response.ok) throw new Error(await response.text());
    return String(((await response.json()) as Fields)["id"]);
  };
  const send = (activity: Fields, conversation = idOf("personal:asker")) =>
    api("POST", `${conversation}/activities`, activity);
  const edit = (id: string, activity: Fields) => api("PUT", `${idOf("personal:asker")}/activities/${id}`, activity);
  const pane = () => page.locator(".teams");
  const open = (name: string) => pane().getByRole("navigation").getByRole("button", { name }).click();
  const heard = (): Fields[] => bot.heard.map((body) => JSON.parse(body) as Fields);
  const actAs = (name: string) => page.getByRole("radio", { name }).check({ force: true });

  it("lists the chats and channels that the person is in", async () => {
    const names = () => pane().getByRole("navigation").getByRole("button").allInnerTexts();
    expect((await names()).map((name) => name.split("\n")[0])).toEqual([
      "Genie",
      "planning",
      "Analytics",
      "Leadership",
      "Partners",
    ]);
    expect(await pane().getByRole("button", { name: "What is the total revenue?" }).count()).toBeGreaterThan(0);
  });

  it("gives what is typed to Teams, which gives it to the bot", async () => {
    await page.getByLabel("Message Genie").fill("What is the total revenue?");
    await page.keyboard.press("Enter");
    const activity = await eventually(() => heard()[0]);
    expect(activity).toMatchObject({ text: "What is the total revenue?", from: { name: "asker" } });
    expect(await page.getByLabel("Message Genie").inputValue()).toBe("");
    await pane().locator(".bubble.mine", { hasText: "What is the total revenue?" }).waitFor();
  });

  it("starts posts in a channel and answers in their threads", async () => {
    await open("Analytics");
    await pane().getByRole("button", { name: "@Genie" }).click();
    await page.keyboard.type("hello");
    await page.keyboard.press("Enter");
    const root = await eventually(() => heard()[0]);
    expect(root).toMatchObject({ text: "<at>Genie</at>&nbsp;hello" });
    await send({ text: "On it" }, `${idOf("Analytics")};messageid=${root["id"]}`);
    const post = pane().locator(".post", { hasText: "Genie hello" });
    await post.getByText("On it").waitFor();
    await post.getByRole("button", { name: "Reply" }).click();
    await page.keyboard.type("and this?");
    await page.keyboard.press("Enter");
    await post.getByText("and this?").waitFor();
    expect((await eventually(() => heard()[1]))["conversation"]).toEqual(root["conversation"]);
  });

  it("draws a card, its table, charts and fallbacks by the official library", async () => {
    await send({ attachments: [card({ body: [table, chart, unknownElement] })] });
    await pane().getByRole("table").getByText("1,240").waitFor();
    expect(await pane().locator("svg[aria-label='Revenue'] .series").count()).toBe(2);
    await pane().getByText("a fallback").waitFor();
  });

  it("gives a press on a button to the bot, by whom one acts as, and shows what it answers", async () => {
    bot.answer.body = JSON.stringify({
      statusCode: 200,
      type: "application/vnd.microsoft.activity.message",
      value: "Only admin can stop this.",
    });
    await open("planning");
    await send({ attachments: [card({ actions: [cancel] })] }, idOf("planning"));
    await actAs("colleague");
    await pane().getByRole("button", { name: "Cancel" }).click();
    await pane().getByText("Only admin can stop this.").waitFor();
    expect(heard()[0]).toMatchObject({
      type: "invoke",
      from: { name: "colleague" },
      value: { action: { verb: "cancel", data: { turn: "17" } } },
    });
    await actAs("asker");
    await eventually(async () => (await pane().getByText("Only admin can stop this.").count()) === 0);
  });

  it("sends what is filled in along with a submit", async () => {
    const field = { type: "Input.Text", id: "why", label: "Why?" };
    const actions = [{ type: "Action.Submit", title: "Send it", data: { action: "feedback" } }];
    const more = {
      type: "Action.ShowCard",
      title: "More",
      card: { type: "AdaptiveCard", version: "1.5", body: [field], actions },
    };
    await send({ attachments: [card({ actions: [more] })] });
    await pane().getByRole("button", { name: "More" }).click();
    await pane().getByLabel("Why?").fill("because");
    await pane().getByRole("button", { name: "Send it" }).click();
    const activity = await eventually(() => heard()[0]);
    expect(activity).toMatchObject({ type: "message", value: { action: "feedback", why: "because" } });
  });

  it("shows and hides parts of a card without asking anybody", async () => {
    const hidden = { type: "TextBlock", id: "sql", text: "SELECT 1", isVisible: false };
    const toggle = { type: "Action.ToggleVisibility", title: "Show SQL", targetElements: ["sql"] };
    await send({ attachments: [card({ body: [hidden], actions: [toggle] })] });
    await pane().getByRole("button", { name: "Show SQL" }).click();
    await pane().getByText("SELECT 1").waitFor();
    expect(bot.heard).toEqual([]);
  });

  it("shows an edit as it happens and lets one step back to what was there before", async () => {
    const id = await send({ attachments: [card({ body: [{ type: "TextBlock", text: "writing SQL" }] })] });
    await pane().getByText("writing SQL").waitFor();
    await edit(id, { attachments: [card({ body: [{ type: "TextBlock", text: "38 rows" }] })] });
    await pane().getByText("38 rows").waitFor();
    await pane().getByRole("button", { name: "edited once" }).click();
    await pane().getByRole("button", { name: "Earlier version" }).click();
    await pane().getByText("writing SQL").waitFor();
    await pane().getByRole("button", { name: "Back to now" }).click();
    await pane().getByText("38 rows").waitFor();
  });

  it("keeps what is being filled in while other messages change", async () => {
    await send({ attachments: [card({ body: [{ type: "Input.Text", id: "why", label: "Why?" }] })] });
    await pane().getByLabel("Why?").fill("half a sen");
    await send({ text: "news" });
    await pane().getByText("news").waitFor();
    expect(await pane().getByLabel("Why?").inputValue()).toBe("half a sen");
  });

  it("shows a mention in a card where an entity says who is meant", async () => {
    const entities = [{ type: "mention", text: "<at>asker</at>", mentioned: { id: "29:1", name: "asker" } }];
    const body = [{ type: "TextBlock", text: "<at>asker</at>: it took <at>long</at>." }];
    await send({ attachments: [card({ body, msteams: { entities } })] });
    await pane().getByText("it took <at>long</at>.").waitFor();
    expect(await pane().locator(".at").allTextContents()).toEqual(["asker"]);
  });

  it("marks what AI made, and lists what it cites", async () => {
    await send({ text: "It is 3,275. [1]", entities: [aiEntity] });
    await pane().getByText("AI generated").waitFor();
    await pane().getByText("1 reference").click();
    await pane().getByText("4 rows in 3 s").waitFor();
    expect(await pane().locator("sup.cite").textContent()).toBe("1");
  });

  it("shows a targeted message to one person only", async () => {
    await open("planning");
    const recipient = { id: sandbox.teams.workspace.person("asker")!.id };
    await api("POST", `${idOf("planning")}/activities?isTargetedActivity=true`, { text: "You may not.", recipient });
    await pane().locator(".bubble", { hasText: "You may not." }).getByText("Only you can see this message").waitFor();
    await actAs("colleague");
    await eventually(async () => (await pane().getByText("You may not.").count()) === 0);
  });

  it("shows that the bot is typing, until it writes", async () => {
    await send({ type: "typing" });
    await pane().getByText("Genie is typing").waitFor();
    await send({ text: "done" });
    await pane().getByText("Genie is typing").waitFor({ state: "hidden" });
  });

  it("shows markup in messages and cards as the text that it is", async () => {
    await page.getByLabel("Message Genie").fill(attack);
    await page.keyboard.press("Enter");
    await send({ text: `${attack} [forged](javascript:hacked=1) <at>Genie</at>` });
    const facts = { type: "FactSet", facts: [{ title: attack, value: attack }] };
    const run = { type: "RichTextBlock", inlines: [{ type: "TextRun", text: attack }] };
    const input = { type: "Input.Text", id: "x", label: attack, placeholder: attack };
    const forged = { type: "TextBlock", text: `${attack} [forged](javascript:hacked=1)` };
    const code = { type: "CodeBlock", codeSnippet: attack };
    const button = { ...cancel, title: attack };
    await send({ attachments: [card({ body: [forged, facts, run, input, code], actions: [button] })] });
    await pane().locator(".ac-code").waitFor();
    const content = (await pane().locator(".content-body").allTextContents()).join(" ");
    expect(content.split(attack)).toHaveLength(1 + 1 + 1 + 7);
    expect(await pane().locator(":is(img, script, [onerror], [href^='javascript'])").count()).toBe(0);
    expect(await page.evaluate("globalThis.hacked")).toBeUndefined();
    expect(await pane().locator(".at").count()).toBe(0);
  });

  it("reads the markdown that Teams reads in cards, and no other", async () => {
    const rendered = await page.evaluate(`(async () => {
      const { cardText } = await import("/teams/message/cardtext.js");
      return ${JSON.stringify(markups)}.map(([text]) => {
        const box = document.createElement("div");
        box.append(...cardText(text));
        return box.innerHTML;
      });
    })()`);
    expect(rendered).toEqual(markups.map(([, expected]) => expected));
  });

  it("is a tab beside Slack where there is little room", async () => {
    expect(await page.getByRole("button", { name: "Slack", exact: true }).isVisible()).toBe(false);
    await page.setViewportSize({ width: 1000, height: 700 });
    expect(await pane().isVisible()).toBe(false);
    await page.getByRole("button", { name: "Teams", exact: true }).click();
    expect(await pane().isVisible()).toBe(true);
    expect(await page.locator(".slack").isVisible()).toBe(false);
  });
});

const attack = '<img src=x onerror="hacked=1"><script>hacked=1</script>';
const web = 'target="_blank" rel="noopener noreferrer"';

/** Markdown of a card, and the markup that it becomes. */
const markups = [
  ["**bold** and _soft_, snake_case_name", "<p><strong>bold</strong> and <em>soft</em>, snake_case_name</p>"],
  ["[docs](https://example.com/a_(b))", `<p><a href="https://example.com/a_(b)" ${web}>docs</a></p>`],
  ["# no heading\n`no code` | no | table |", "<p># no heading\n`no code` | no | table |</p>"],
  ["one\n\ntwo\rthree", "<p>one</p><p>two</p><p>three</p>"],
  ["- one\n- two\n\n3. three", '<ul><li>one</li><li>two</li></ul><ol start="3"><li>three</li></ol>'],
] as const;

const card = (content: Fields) => ({
  contentType: "application/vnd.microsoft.card.adaptive",
  content: { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: "On it" }], ...content },
});
const cancel = { type: "Action.Execute", title: "Cancel", verb: "cancel", data: { turn: "17" } };
const cell = (text: string) => ({ type: "TableCell", items: [{ type: "TextBlock", text }] });
const table = {
  type: "Table",
  columns: [{ width: 1 }, { width: 1 }],
  rows: [{ type: "TableRow", cells: [cell("South"), cell("1,240")] }],
};
const chart = {
  type: "Chart.VerticalBar",
  title: "Revenue",
  data: [
    { x: "South", y: 1240 },
    { x: "North", y: 980 },
  ],
};
const unknownElement = { type: "Hologram", fallback: { type: "TextBlock", text: "a fallback" } };
const aiEntity = {
  type: "https://schema.org/Message",
  "@type": "Message",
  "@context": "https://schema.org",
  additionalType: ["AIGeneratedContent"],
  citation: [
    {
      "@type": "Claim",
      position: 1,
      appearance: { "@type": "DigitalDocument", name: "Sales", abstract: "4 rows in 3 s" },
    },
  ],
};
