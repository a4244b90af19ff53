import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Problem } from "../../src/errors.ts";
import type { Actor } from "../../src/ports/actor.ts";
import type { Button } from "../../src/ports/chat/button.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import type { HttpRequest } from "../../src/ports/chat/http.ts";
import type { Accept, Inbound } from "../../src/ports/chat/inbound.ts";
import type { Answer, Notice, Progress, Reply } from "../../src/ports/chat/reply.ts";
import type { Place, PostRef } from "../../src/ports/place.ts";
import { into } from "../support/acts.ts";
import { asked, hostileTexts, longMarkdown, orderForm, richAnswer, working } from "./replies.ts";

/** A chat platform, as the contract suite drives it. */
export interface ChannelKind {
  name: string;
  /** A connected channel against an empty platform. */
  start(): Promise<ChannelBench>;
}

export interface ChannelBench {
  channel: ChannelAdapter;
  /** The person who writes and clicks, and another one of the same channel. */
  person: Actor;
  other: Actor;
  /** A person names us in a channelId: every request by which the platform brings that one message, repetitions included. */
  mention(text: string): Promise<HttpRequest[]>;
  /** A person writes to us directly. */
  direct(text: string): Promise<HttpRequest[]>;
  /** A person clicks a button of our message: the request and its repetition. */
  click(ref: PostRef, action: string): Promise<HttpRequest[]>;
  /** The person fills the form that is before them and sends it: the request and its repetition. */
  submit(fields: Record<string, string>): Promise<HttpRequest[]>;
  /** What the platform tells us about our own post. */
  echo(ref: PostRef): Promise<HttpRequest[]>;
  /** The same request as somebody without the platform's secret would send it. */
  forged(request: HttpRequest): HttpRequest;
  /** The same request, truly signed, but so many milliseconds from now. */
  signed(request: HttpRequest, offsetMs: number): HttpRequest;
  /** Removes our message behind our back. */
  remove(ref: PostRef): Promise<void>;
  /** What the place shows now, oldest first. */
  screen(place: Place): Promise<Shown[]>;
  /** Calls to the platform so far. */
  calls(): number;
  stop(): Promise<void>;
}

export interface Shown {
  /** Everything that can be read in the message. */
  text: string;
  mine: boolean;
  /** Visible to this user alone. */
  only?: string;
  /** Whom the message notifies, and where its links lead although their text names another place. */
  pings: string[];
  forgeries: string[];
  buttons: string[];
}

/** The laws of Channel. */
export const channelContract = (kind: ChannelKind): void => {
  describe(`channel of ${kind.name}`, () => {
    let bench: ChannelBench;
    beforeEach(async () => {
      bench = await kind.start();
    });
    afterEach(() => bench.stop());
    receiving(() => bench);
    posting(() => bench);
    rendering(() => bench);
    shielding(() => bench);
    asking(() => bench);
  });
};

const collecting = (): { acts: Inbound[]; accept: Accept } => {
  const acts: Inbound[] = [];
  return {
    acts,
    accept: into(acts),
  };
};

/** What the requests say, each received once. */
const received = async (channel: ChannelAdapter, requests: HttpRequest[]): Promise<Inbound[]> => {
  const { acts, accept } = collecting();
  for (const request of requests) await channel.receive(request, accept);
  return acts;
};

const placeOf = async ({ channel, mention }: ChannelBench, text = "What is the total revenue?"): Promise<Place> => {
  const [act] = await received(channel, await mention(text));
  return act!.place;
};

const refused = async (work: Promise<unknown>): Promise<Problem> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Problem);
  return thrown as Problem;
};

const receiving = (bench: () => ChannelBench): void => {
  it("answers 401 to a bad signature and hands nothing on", async () => {
    const { channel, mention, forged } = bench();
    const [request] = await mention("What is the total revenue?");
    const { acts, accept } = collecting();
    expect((await channel.receive(forged(request!), accept)).status).toBe(401);
    expect(acts).toEqual([]);
  });

  it.each([
    ["an hour old", -3_600_000],
    ["an hour ahead", 3_600_000],
  ])("answers 401 to a request that is %s", async (_, offset) => {
    const { channel, mention, signed } = bench();
    const [request] = await mention("What is the total revenue?");
    const { acts, accept } = collecting();
    expect((await channel.receive(signed(request!, offset), accept)).status).toBe(401);
    expect((await channel.receive(signed(request!, 0), accept)).status).toBe(200);
    expect(acts).toHaveLength(1);
  });

  it("gives one message one id, in all its deliveries", async () => {
    const { channel, mention, person } = bench();
    const requests = await mention("What is the total revenue?");
    const acts = await received(channel, [...requests, ...requests]);
    expect(acts.length).toBeGreaterThan(1);
    expect(new Set(acts.map((act) => act.id)).size).toBe(1);
    for (const act of acts) {
      expect(act).toMatchObject({
        kind: "message",
        entry: "mention",
        text: "What is the total revenue?",
        external: false,
        place: { direct: false },
        actor: { user: person.user, tenant: person.tenant },
      });
    }
  });

  it("gives two messages two ids", async () => {
    const { channel, mention } = bench();
    const first = await received(channel, await mention("What is the total revenue?"));
    const second = await received(channel, await mention("What is the total revenue?"));
    expect(first[0]!.id).not.toBe(second[0]!.id);
  });

  it("knows a message that was written to us directly", async () => {
    const { channel, direct } = bench();
    const [act] = await received(channel, await direct("hello & <goodbye>"));
    expect(act).toMatchObject({
      kind: "message",
      entry: "direct",
      text: "hello & <goodbye>",
      place: { direct: true },
    });
  });

  it("acknowledges nothing that could not be stored", async () => {
    const { channel, mention } = bench();
    for (const request of await mention("What is the total revenue?")) {
      const response = await channel.receive(request, () => Promise.reject(new Error("the disk is full")));
      expect(response.status).toBeGreaterThanOrEqual(500);
    }
  });

  it("acknowledges only after it is stored", async () => {
    const { channel, mention } = bench();
    const [request] = await mention("What is the total revenue?");
    const order: string[] = [];
    await channel
      .receive(request!, async () => {
        await new Promise(setImmediate);
        order.push("stored");
      })
      .then(() => order.push("acknowledged"));
    expect(order).toEqual(["stored", "acknowledged"]);
  });

  it("makes no call to the platform while it receives", async () => {
    const { channel, mention, direct, calls } = bench();
    const requests = [...(await mention("What is the total revenue?")), ...(await direct("help"))];
    const before = calls();
    await received(channel, requests);
    expect(calls()).toBe(before);
  });

  it("yields nothing for our own posts", async () => {
    const { channel, echo } = bench();
    const { ref } = await channel.post(await placeOf(bench()), working, { key: "own", mayExist: false });
    const requests = await echo(ref);
    expect(requests.length).toBeGreaterThan(0);
    expect(await received(channel, requests)).toEqual([]);
  });

  it("yields nothing for a body that makes no sense, and does not ask for it again", async () => {
    const { channel, mention, signed } = bench();
    const [request] = await mention("What is the total revenue?");
    for (const body of ["{}", "[]", '{"type":"?"}', '{"event":{"type":"message"}}']) {
      const { acts, accept } = collecting();
      const response = await channel.receive(signed({ ...request!, body: Buffer.from(body) }, 0), accept);
      expect(response.status).toBeLessThan(500);
      expect(acts).toEqual([]);
    }
  });

  it("gives a click one id, with the action and the value of its button", async () => {
    const { channel, click, person } = bench();
    const place = await placeOf(bench());
    const { ref } = await channel.post(place, working, { key: "clicked", mayExist: false });
    const acts = await received(channel, await click(ref, "cancel"));
    expect(acts.length).toBeGreaterThan(1);
    expect(new Set(acts.map((act) => act.id)).size).toBe(1);
    expect(acts[0]).toMatchObject({
      kind: "click",
      action: "cancel",
      value: "turn-1",
      actor: { user: person.user },
      place: { thread: place.thread, channelId: place.channelId },
    });
  });

  it("writes to a person alone, in their own chat, wherever they wrote", async () => {
    const { channel, person, screen } = bench();
    const place = await placeOf(bench());
    const direct = await channel.directPlace(person, place);
    expect(direct).toMatchObject({ platform: place.platform, direct: true });
    const posted = await channel.post(direct!, notice("For you alone."), { key: "direct", mayExist: false });
    expect(posted.place).toMatchObject({ direct: true });
    expect(posted.place.channelId).not.toBe(place.channelId);
    await channel.edit(posted.ref, notice("Still for you alone."));
    expect((await mine(bench(), posted.place)).map(({ text }) => text)).toEqual([
      expect.stringContaining("Still for you alone."),
    ]);
    expect((await screen(place)).map(({ text }) => text).join()).not.toContain("alone");
  });

  it("takes a message away, also one that is gone already", async () => {
    const { channel, remove } = bench();
    const place = await placeOf(bench());
    const [one, other, third] = [
      await channel.post(place, notice("One."), { key: "one", mayExist: false }),
      await channel.post(place, notice("Two."), { key: "two", mayExist: false }),
      await channel.post(place, notice("Three."), { key: "three", mayExist: false }),
    ];
    expect(await channel.remove(one.ref)).toBe(true);
    expect(await channel.remove(one.ref)).toBe(true);
    await remove(third.ref);
    expect(await channel.remove(third.ref)).toBe(true);
    expect((await mine(bench(), other.place)).map(({ text }) => text)).toEqual([expect.stringContaining("Two.")]);
  });

  it("names the clicked message so that it can be edited", async () => {
    const { channel, click, screen } = bench();
    const place = await placeOf(bench());
    const { ref } = await channel.post(place, working, { key: "clicked", mayExist: false });
    const other = await channel.post(place, working, { key: "another", mayExist: false });
    const [act] = await received(channel, await click(ref, "cancel"));
    const { on } = act as Extract<Inbound, { kind: "click" }>;
    expect(channel.postKey(on)).toBe(channel.postKey(ref));
    expect(channel.postKey(on)).not.toBe(channel.postKey(other.ref));
    await channel.edit(on, notice("Stopped."));
    await channel.edit(other.ref, notice("Stopped, too."));
    expect((await mine(bench(), place)).map((shown) => shown.text)).toEqual([
      expect.stringContaining("Stopped."),
      expect.stringContaining("Stopped, too."),
    ]);
    expect((await screen(place)).filter((shown) => shown.mine)).toHaveLength(2);
  });
};

const notice = (markdown: string, more: Partial<Notice> = {}): Notice => ({
  kind: "notice",
  tone: "info",
  markdown,
  buttons: [],
  ...more,
});

const mine = async ({ screen }: ChannelBench, place: Place): Promise<Shown[]> =>
  (await screen(place)).filter((shown) => shown.mine);

const posting = (bench: () => ChannelBench): void => {
  it("posts into the thread of the message, where answers to it arrive", async () => {
    const { channel } = bench();
    const place = await placeOf(bench());
    const posted = await channel.post(place, working, { key: "first", mayExist: false });
    expect(posted.place.thread).toBe(place.thread);
    expect(posted.ref.thread).toBe(place.thread);
    expect(await mine(bench(), place)).toHaveLength(1);
  });

  it("posts a key once, also when the first attempt's outcome is unknown", async () => {
    const { channel } = bench();
    const place = await placeOf(bench());
    const first = await channel.post(place, working, { key: "once", mayExist: false });
    const again = await channel.post(place, working, { key: "once", mayExist: true });
    expect(again.ref).toEqual(first.ref);
    await channel.post(place, working, { key: "another", mayExist: true });
    expect(await mine(bench(), place)).toHaveLength(2);
  });

  it("edits in place, and the same edit twice is the same message", async () => {
    const { channel } = bench();
    const place = await placeOf(bench());
    const { ref } = await channel.post(place, working, { key: "edited", mayExist: false });
    await channel.edit(ref, richAnswer);
    const once = await mine(bench(), place);
    await channel.edit(ref, richAnswer);
    expect(await mine(bench(), place)).toEqual(once);
    expect(once).toHaveLength(1);
  });

  it("says that a message is gone", async () => {
    const { channel, remove } = bench();
    const { ref } = await channel.post(await placeOf(bench()), working, { key: "gone", mayExist: false });
    await remove(ref);
    expect(await refused(channel.edit(ref, richAnswer))).toMatchObject({ code: "post.gone", retry: "never" });
  });

  it("survives that a post, its place and its id are stored as JSON", async () => {
    const { channel } = bench();
    const place = await placeOf(bench());
    const posted = await channel.post(place, working, { key: "stored", mayExist: false });
    const { ref, place: kept } = JSON.parse(JSON.stringify(posted)) as typeof posted;
    await channel.edit(ref, notice("Changed."));
    await channel.post(kept, notice("Added."), { key: "second", mayExist: false });
    expect((await mine(bench(), place)).map((shown) => shown.text)).toEqual([
      expect.stringContaining("Changed."),
      expect.stringContaining("Added."),
    ]);
  });

  it("shows what is meant for one person to that person alone", async () => {
    const { channel, other } = bench();
    const place = await placeOf(bench());
    const { place: opened } = await channel.post(place, working, { key: "for all", mayExist: false });
    await channel.post(opened, notice("Only the asker may cancel."), {
      key: "ephemeral",
      mayExist: false,
      only: other,
    });
    const [, shown] = await mine(bench(), opened);
    expect(shown).toMatchObject({ only: other.user, text: expect.stringContaining("Only the asker may cancel.") });
  });

  it("attaches a file to a place that takes one", async () => {
    const { channel, screen } = bench();
    const place = await placeOf(bench());
    // Groups and channels of Teams take none; test/adapters/teams/files.test.ts has its personal chats.
    if (channel.takesFiles(place) === "never") return;
    const file = {
      name: "rows.csv",
      title: "All rows",
      contentType: "text/csv",
      content: Buffer.from("region\nNorth\n"),
    };
    await channel.attach(place, file, { key: "file" });
    expect((await screen(place)).map((shown) => shown.text).join("\n")).toContain("rows.csv");
  });
};

const rendering = (bench: () => ChannelBench): void => {
  const shown = async (reply: Reply): Promise<Shown> => {
    const place = await placeOf(bench());
    await bench().channel.post(place, reply, { key: "shown", mayExist: false });
    return (await mine(bench(), place)).at(-1)!;
  };

  it("shows progress: who is asked, what each is doing, how long it takes, and the way to stop it", async () => {
    const { text, buttons } = await shown(working);
    for (const word of ["Asking Sales and Inventory", "Sales", "writing SQL", "Inventory", "38 rows", "12 s"])
      expect(text).toContain(word);
    expect(buttons).toEqual(["Cancel"]);
  });

  it("shows an answer: words, rows, sources, SQL, confidence and follow-ups", async () => {
    const { text, buttons } = await shown(richAnswer);
    const words = ["North leads", "region", "2,525", "–", "Sales", "Powered by Genie", "SELECT region", "high", "3 s"];
    for (const word of words) expect(text).toContain(word);
    expect(text).toContain("Inventory");
    expect(text).toContain("Can View");
    expect(buttons).toEqual(asked.map((one) => one.label));
  });

  it("says how many rows there are when it does not show all", async () => {
    const rows = Array.from({ length: 60 }, (_, index) => [`row ${index + 1}`, String(index)]);
    const [{ table, title }] = richAnswer.tables as [Answer["tables"][number]];
    const { text } = await shown({ ...richAnswer, tables: [{ title, table: { ...table, rows, total: 2_345 } }] });
    expect(text).toMatch(/first \d+ of 2,345 rows/);
  });

  it("mentions the person whom a notice is for", async () => {
    const { person } = bench();
    const { pings } = await shown(notice("Your answer is ready.", { mention: { user: person.user } }));
    expect(pings).toEqual([person.user]);
  });

  it("splits what is too long: every part is taken, and nothing is missing", async () => {
    const { channel, screen } = bench();
    const place = await placeOf(bench());
    const { markdown, words } = longMarkdown(40_000);
    const parts = channel.split({ ...richAnswer, markdown });
    expect(parts.length).toBeGreaterThan(1);
    for (const [index, part] of parts.entries())
      await channel.post(place, part, { key: `part ${index}`, mayExist: false });
    const texts = (await screen(place)).filter((one) => one.mine).map((one) => one.text);
    expect(texts.join("\n").match(/word\d+/g)).toEqual(expect.arrayContaining(words));
    expect(texts.at(-1)).toContain("Powered by Genie");
    expect(texts[0]).not.toContain("Powered by Genie");
  });

  it("leaves whole what fits", () => {
    const { channel } = bench();
    for (const reply of [working, richAnswer, notice("Short.")]) expect(channel.split(reply)).toEqual([reply]);
  });
};

const shielding = (bench: () => ChannelBench): void => {
  it.each(hostileTexts)("lets no text ping or forge a link: %j", async (text) => {
    const { channel } = bench();
    const place = await placeOf(bench());
    for (const [index, reply] of everywhere(text).entries())
      await channel.post(place, reply, { key: `hostile ${index}`, mayExist: false });
    for (const shown of await mine(bench(), place)) {
      expect(shown.pings).toEqual([]);
      expect(shown.forgeries).toEqual([]);
    }
  });
};

/** More than one message or page holds, with hostile words. */
const manySections = {
  ...notice("Whom you can ask."),
  title: "Hello <!channel>",
  sections: ["Agents", "Jobs <@U0ADMIN>", "<at>everyone</at>"].map((title) => ({
    title,
    items: Array.from({ length: 40 }, (_, at) => ({
      title: `item-${at}-${title}`,
      ...(at % 2 ? { url: "https://example.com/x" } : {}),
      text: `@channel <https://evil.example|example.com> [bank](https://evil.example) ${"x".repeat(300)}`,
      buttons: Array.from({ length: at % 3 }, (_, which) => ({
        action: "ask" as const,
        value: `${at} ${which}`,
        label: `Ask ${at}`,
      })),
    })),
  })),
} satisfies Notice;

const asking = (bench: () => ChannelBench): void => {
  it("brings back what was filled into a form, as one act of that person", async () => {
    const { channel, click, submit, person } = bench();
    const place = await placeOf(bench());
    const { ref } = await channel.post(place, working, { key: "clicked", mayExist: false });
    const [act] = await received(channel, await click(ref, "cancel"));
    const how = { key: "form", ...(act?.trigger ? { trigger: act.trigger } : {}) };
    expect(await channel.form(place, orderForm, how)).toBe(true);
    const filled = { table: "orders <b>", from: "2026-01-31", mode: "append" };
    const acts = await received(channel, await submit(filled));
    expect(acts.length).toBeGreaterThan(1);
    expect(new Set(acts.map((one) => one.id)).size).toBe(1);
    expect(acts[0]).toMatchObject({
      kind: "form",
      action: "job-fill",
      value: "proposal-1",
      fields: { ...filled, limit: "5" },
      actor: { user: person.user },
      place: { thread: place.thread, channelId: place.channelId },
    });
    expect(Object.keys((acts[0] as Extract<Inbound, { kind: "form" }>).fields)).not.toContain("note");
  });

  it("shows a Home to its person alone, or says that there is none, and offers prompts where there are some", async () => {
    const { channel, person, screen, calls } = bench();
    const place = await placeOf(bench());
    const before = (await screen(place)).length;
    const isShown = await channel.showHome(person, manySections);
    expect(typeof isShown).toBe("boolean");
    if (isShown) expect(calls()).toBeGreaterThan(0);
    await channel.suggest((await channel.directPlace(person, place))!, []);
    expect(await screen(place)).toHaveLength(before);
  });

  it("shows a notice with sections, whatever is in them, and leads to it if it has an address", async () => {
    const { channel } = bench();
    const place = await placeOf(bench());
    const parts = channel.split(manySections);
    for (const [at, part] of parts.entries())
      await channel.post(place, part, { key: `sections-${at}`, mayExist: false });
    const shown = await mine(bench(), place);
    const all = shown.map(({ text, buttons }) => [text, ...buttons].join("\n")).join("\n");
    const titles = manySections.sections.flatMap(({ items }) =>
      items.map(({ title }) => /^item-\d+-/.exec(title)?.[0] ?? ""),
    );
    expect(titles.filter((title) => !all.includes(title))).toEqual([]);
    expect(shown.flatMap(({ pings, forgeries }) => [...pings, ...forgeries])).toEqual([]);
    const { ref } = await channel.post(place, notice("Here."), { key: "linked", mayExist: false });
    const link = channel.linkTo(ref);
    if (link !== undefined) expect(new URL(link).protocol).toBe("https:");
  });

  it("names the place of a channel in which nobody has asked, and none for an id that is not a channel", async () => {
    const { channel } = bench();
    const place = await placeOf(bench());
    expect(channel.placeOf("no channel")).toBeUndefined();
    const opened = channel.placeOf(place.channelId);
    if (!opened) return;
    expect(opened).toMatchObject({ platform: channel.platform, channelId: place.channelId, direct: false });
    const posted = await channel.post(opened, notice("News."), { key: "news", mayExist: false });
    expect((await mine(bench(), posted.place)).map((shown) => shown.text)).toEqual([expect.stringContaining("News.")]);
  });
};

/** The text in every field of every reply. */
export const everywhere = (text: string): Reply[] => {
  const buttons: Button[] = [{ action: "ask", value: "1", label: text }];
  const progress: Progress = {
    ...working,
    headline: text,
    question: text,
    rows: [{ agent: "sales", title: text, state: "running", words: text }],
    facts: [text],
    links: [{ label: text, url: text }],
    draft: text,
    buttons,
  };
  const source = { ...richAnswer.sources[0]!, title: text, question: text, sql: text, link: text };
  const table = {
    columns: [
      { name: text, type: "text" as const },
      { name: "n", type: "number" as const },
    ],
    rows: [[text, text]],
    total: 1,
    truncated: false,
  };
  const answer: Answer = {
    ...richAnswer,
    question: text,
    markdown: `Before ${text} after\n\n${text}`,
    tables: [
      { title: text, table },
      { title: text, table },
    ],
    chart: { type: "bar", title: text, categories: [text], series: [{ name: text, values: [1] }] },
    sources: [source, { ...source, failed: text }],
    notes: [text],
    buttons,
  };
  return [
    progress,
    answer,
    notice(text, { title: text, question: text, mention: { user: text, name: text }, buttons }),
  ];
};
