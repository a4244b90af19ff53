import { type Fields, one } from "../../support/teams/teams-replay.ts";
import { BOT, channelMessage, groupMessage, personalMessage } from "./teams-payloads.ts";

describe("what people typed in Teams", () => {
  const bot = "<at>Genie Concierge</at>";
  it.each([
    [bot, ""],
    [`${bot}: what is up`, "what is up"],
    [`${bot}&nbsp;what is up&nbsp;`, "what is up"],
    [`${bot}\u00a0what\u00a0is up`, "what is up"],
    [`hey ${bot} what is up`, "hey what is up"],
    [`${bot} ${bot} twice ${bot}`, "twice"],
    [`${bot} what is up, ${bot}`, "what is up"],
    ['<at id="0">Genie Concierge</at> what is up', "what is up"],
    [`${bot} ask <at>Colleague</at> about it`, "ask @Colleague about it"],
    [`<p>${bot}</p><p>one</p><p>two</p>`, "one\ntwo"],
    [`${bot} one<br>two<br/>three`, "one\ntwo\nthree"],
    [`${bot} <b>bold</b> <a href="https://a.example">link</a>`, "bold link"],
    [`${bot} a &lt; b &amp;&amp; c &gt; d`, "a < b && c > d"],
    [`${bot} &amp;lt;b&amp;gt; &#60; &#x3c; &quot;`, '&lt;b&gt; < < "'],
    [`${bot} a < b and <goodbye> x<y`, "a < b and <goodbye> x<y"],
    [`${bot} &#0; &#99999999;`, "&#0; &#99999999;"],
    [`${bot} one\n  two\n\nthree  `, "one\n  two\n\nthree"],
    [`<div>compare<ul><li>north</li><li>south</li></ul></div>`, "compare\n- north\n- south"],
    ["<ol><li><p>north</p></li><li><p>south<ul><li>east</li></ul></p></li></ol>", "- north\n- south\n- east"],
    ["<h2>Revenue</h2>by<blockquote>region</blockquote>and<pre>month</pre>now", "Revenue\nby\nregion\nand\nmonth\nnow"],
    ['<p>fine <emoji alt="👍" id="yes"></emoji></p>', "fine 👍"],
    ['good <img itemscope itemtype="http://schema.skype.com/Emoji" alt="🙂" src="x">', "good 🙂"],
    ['look <img alt="screenshot.png" src="https://a.example/1.png"> there', "look  there"],
    [`${bot}\ud83d what`, "\ufffd what"],
  ])("reads %j", async (typed, text) => {
    expect(await one(groupMessage(typed))).toMatchObject({ text });
  });

  it("does not take somebody for us who has our name", async () => {
    const mentioned = { id: "29:1genie", name: "Genie Concierge" };
    const entities = [{ type: "mention", mentioned, text: bot }];
    expect(await one(personalMessage(`ask ${bot}`, { entities }))).toMatchObject({ text: "ask @Genie Concierge" });
  });

  it.each([
    ["the account's name alone", { mentioned: { id: BOT, name: "Genie Concierge" } }],
    ["a text that is null", { mentioned: { id: BOT, name: "Genie Concierge" }, text: null }],
    ["a name that is null", { mentioned: { id: BOT, name: null }, text: bot }],
    ["another writing of the name", { mentioned: { id: BOT, name: "genie concierge" } }],
  ])("takes a mention of us out that is known by %s", async (_, mention) => {
    const entities = [{ type: "mention", ...mention }];
    expect(await one(groupMessage(`${bot} help`, { entities }))).toMatchObject({ text: "help", entry: "mention" });
  });

  it("says when a reply begins with somebody else's name and does not name us", async () => {
    const other = {
      type: "mention",
      mentioned: { id: "29:1colleague", name: "Colleague" },
      text: "<at>Colleague</at>",
    };
    const ours = { type: "mention", mentioned: { id: BOT, name: "Genie Concierge" }, text: bot };
    const reply = (text: string, entities: Fields[]) => one(channelMessage(text, { id: "1769000000555", entities }));
    expect(await reply("<at>Colleague</at> can you check?", [other])).toMatchObject({ toOthers: true });
    expect(await reply("can <at>Colleague</at> check?", [other])).not.toHaveProperty("toOthers");
    expect(await reply(`<at>Colleague</at> and ${bot}`, [other, ours])).not.toHaveProperty("toOthers");
  });

  it("counts the files that stand beside the words", async () => {
    const file = "application/vnd.microsoft.teams.file.download.info";
    const attachments = [
      { contentType: "text/html", content: "<p>help</p>" },
      { contentType: file, contentUrl: "https://a.example/1.csv", name: "1.csv", content: { downloadUrl: "x" } },
      { contentType: "image/*", contentUrl: "https://a.example/1" },
      { contentType: "audio/mp4", contentUrl: "https://a.example/2" },
      { contentType: "application/vnd.microsoft.card.adaptive", content: {} },
    ];
    expect(await one(personalMessage("help", { attachments }))).toMatchObject({ text: "help", files: 3 });
    expect(await one(personalMessage("help"))).not.toHaveProperty("files");
  });
});

describe("a message that answers or passes on another one", () => {
  const quoted = { kind: "quote", author: "Bob", text: "Total revenue is 5" };
  const block = (inner: string, type = "Reply") =>
    `<blockquote itemscope="" itemtype="http://schema.skype.com/${type}" itemid="1772050244574">${inner}</blockquote>`;
  const bobs = block(
    '<strong itemprop="mri" itemid="29:1bob">Bob</strong><span itemprop="time" itemid="1">t</span><p itemprop="preview">Total revenue is 5</p>',
  );
  const entity = (more: Fields = {}) => ({
    type: "quotedReply",
    quotedReply: { messageId: "1772050244574", senderName: "Bob", preview: "Total revenue is 5", ...more },
  });
  const html = (content: string) => ({ attachments: [{ contentType: "text/html", content }] });

  it.each<[string, string, Fields]>([
    ["an entity", '<quoted messageId="1772050244574"/> help', { entities: [entity()] }],
    ["an entity, its mark behind the words", 'help <quoted messageId="1772050244574"/>', { entities: [entity()] }],
    ["markup in the text", `${bobs}\n<p>help</p>`, {}],
    [
      "older markup in the text",
      `<div>${block('<p><b><span itemprop="mri">Bob</span></b></p><p itemprop="copy">Total revenue is 5</p>')}help</div>`,
      {},
    ],
    ["markup beside the text", "help", html(`${bobs}<p>help</p>`)],
    ["markup beside a text that begins with its author", "Bobhelp", html(`${bobs}<p>help</p>`)],
    ["markup beside a text that holds all", "Bob\nTotal revenue is 5\n\nhelp", html(`${bobs}<p>help</p>`)],
    [
      "an entity and markup",
      '<quoted messageId="1772050244574"/> help',
      { entities: [entity()], ...html(`${bobs}<p>help</p>`) },
    ],
  ])("keeps the quoted words apart from its own: %s", async (_, text, more) => {
    expect(await one(personalMessage(text, more))).toMatchObject({ text: "help", attached: [quoted] });
  });

  it("keeps the mention of us out of both", async () => {
    const bot = "<at>Genie Concierge</at>";
    const text = `${bobs}\n<p>${bot}&nbsp;why?</p>`;
    expect(await one(groupMessage(text))).toMatchObject({ text: "why?", entry: "mention", attached: [quoted] });
    const mixed = html(
      `${bobs}<p><span itemtype="http://schema.skype.com/Mention" itemid="0">Genie Concierge</span>&nbsp;why?</p>`,
    );
    expect(await one(groupMessage(`Bob ${bot} why?`, mixed))).toMatchObject({ text: "why?", attached: [quoted] });
  });

  it("knows several of them, each once", async () => {
    const text = '<quoted messageId="1"/> first <quoted messageId="2"/> second';
    const entities = [
      entity({ messageId: "1" }),
      entity({ messageId: "2", senderName: null, preview: "Of which 2 in the South" }),
      entity(),
    ];
    expect(await one(personalMessage(text, { entities }))).toMatchObject({
      text: "first  second",
      attached: [quoted, { kind: "quote", text: "Of which 2 in the South" }],
    });
  });

  it.each([
    ["was deleted", { isReplyDeleted: true }],
    ["has no words", { preview: "" }],
    ["has no preview", { preview: undefined }],
    ["has a preview that is null", { preview: null }],
  ])("has nothing to keep of a message that %s", async (_, more) => {
    const act = await one(personalMessage('<quoted messageId="1"/> help', { entities: [entity(more)] }));
    expect(act).toMatchObject({ text: "help" });
    expect(act).not.toHaveProperty("attached");
  });

  it.each([
    [
      "beside the text, which holds it too",
      "what is this?\r\n\r\nRevenue fell by 3 %",
      html(`<p>what is this?</p>${block("<p>Revenue fell by 3 %</p>", "Forward")}`),
    ],
    ["in the text", `<p>what is this?</p>${block("<p>Revenue fell by 3 %</p>", "Forward")}`, {}],
  ])("keeps a forwarded message apart: %s", async (_, text, more) => {
    expect(await one(personalMessage(text, more))).toMatchObject({
      text: "what is this?",
      attached: [{ kind: "forward", text: "Revenue fell by 3 %" }],
    });
  });

  it("has no words of its own when it only passes something on", async () => {
    const more = html(block("<p>Revenue fell by 3 %</p>", "Forward"));
    expect(await one(personalMessage("Revenue fell by 3 %", more))).toMatchObject({
      text: "",
      attached: [{ kind: "forward" }],
    });
  });

  it("keeps a pasted table apart, a line for each row", async () => {
    const table =
      "<table><tbody><tr><th>region</th><th>revenue</th></tr><tr><td><p>North</p></td><td>5</td></tr></tbody></table>";
    expect(await one(personalMessage(`<p>add these</p>${table}<p>please</p>`))).toMatchObject({
      text: "add these\nplease",
      attached: [{ kind: "table", text: "region | revenue\nNorth | 5" }],
    });
  });

  it("bounds what stands beside the words", async () => {
    const entities = Array.from({ length: 30 }, (_, at) => entity({ preview: `${at} ${"x".repeat(9_000)}` }));
    const { attached } = (await one(personalMessage("help", { entities }))) as { attached: { text: string }[] };
    expect(attached).toHaveLength(10);
    expect(Math.max(...attached.map(({ text }) => text.length))).toBe(4_000);
  });
});
