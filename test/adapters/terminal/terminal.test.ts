import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { Button } from "../../../src/ports/chat/button.ts";
import type { Notice, Reply } from "../../../src/ports/chat/reply.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { eventually } from "../../support/eventually.ts";
import { openTerminal, type TerminalBench } from "../../support/screens/terminal-bench.ts";

const question = "What is the total revenue?";
const failed: Notice = {
  kind: "notice",
  tone: "error",
  code: "genie.unavailable",
  markdown: "Genie is away.",
  buttons: [],
};

let bench: TerminalBench;
afterEach(() => bench.close());

const open = async (options: Parameters<typeof openTerminal>[0] = {}): Promise<TerminalBench> => {
  bench = openTerminal(options);
  await bench.open();
  return bench;
};

/** Types a question and brings its reply to the given state. */
const asked = async (...replies: [Reply, ...Reply[]]) => {
  const index = bench.acts.length;
  bench.type(`${question}\r`);
  const act = await bench.act(index, "message");
  await bench.reply(act, ...replies);
  return act;
};

describe("a chat at a terminal", () => {
  it("hands on what is typed, from the same thread at every start", async () => {
    await open();
    bench.type(`${question}\r`);
    expect(await bench.act(0, "message")).toMatchObject({
      kind: "message",
      text: question,
      entry: "direct",
      external: false,
      place: { thread: "terminal:traffic:asker:default", direct: true },
      actor: { platform: "terminal", tenant: "traffic", user: "asker" },
    });
    bench.type("/run nightly day=1\r");
    expect(await bench.act(1, "message")).toMatchObject({ text: "run nightly day=1", entry: "command" });
    expect(bench.acts[1]?.id).not.toBe(bench.acts[0]?.id);
  });

  it("redraws one block while it waits, and leaves the answer in its place", async () => {
    await open();
    const act = await asked({ ...working, rows: [] }, working);
    const before = bench.screen.text();
    expect(before).toMatch(
      /> What is the total revenue\?\nAsking Sales and Inventory · 12 s\n {2}◐ Sales {6}writing SQL/,
    );
    bench.clock.now += 3_000;
    await bench.reply(act, working);
    expect(bench.screen.text().match(/Asking/g)).toHaveLength(1);
    await bench.reply(act, richAnswer);
    const after = bench.screen.text();
    expect(after).not.toContain("Asking");
    expect(after).toMatch(/> What is the total revenue\?\nNorth leads with 2,525/);
    expect(after).toMatch(/\n>$/);
    expect(bench.screen.unknown).toEqual([]);
  });

  it("shows an answer once, however often it is edited in", async () => {
    await open();
    const act = await asked(working, richAnswer);
    await bench.reply(act, richAnswer);
    expect(bench.screen.text().match(/North leads/g)).toHaveLength(1);
  });

  it("keeps what is being typed, also over several lines, while the block is redrawn above it", async () => {
    await open({ columns: 40 });
    const act = await asked(working);
    const typing = "and a question that is longer than one line of this narrow terminal is";
    bench.type(typing);
    await eventually(() => bench.screen.text().replaceAll("\n", "").includes(typing));
    for (const rows of [[], working.rows, working.rows.slice(1)]) await bench.reply(act, { ...working, rows });
    const [, ...below] = bench.screen.text().split("Asking");
    expect(below.join("").split("\n").slice(2).join("")).toBe(`> ${typing}`);
    expect(bench.screen.text().match(/Asking/g)).toHaveLength(1);
    bench.type("?\r");
    await bench.act(1, "message");
    expect(bench.screen.text().match(/Asking/g)).toHaveLength(1);
    expect(bench.screen.text()).toMatch(/Inventory[^\n]*\n>$/);
  });

  it("takes several lines that are pasted at once", async () => {
    await open();
    await asked(working);
    bench.type("help\rand in the South?\r");
    await bench.act(2, "message");
    expect(bench.screen.text()).toMatch(/> help\n> and in the South\?\nAsking[^>]*\n>$/);
  });

  it("asks a follow-up by its number", async () => {
    await open();
    await asked(working, richAnswer);
    bench.type("2\r");
    expect(await bench.act(1, "message")).toMatchObject({ text: "ask Why?" });
    bench.type("7\r");
    expect(await bench.act(2, "message")).toMatchObject({ text: "7" });
  });

  it("says a command by its number", async () => {
    await open();
    const buttons: Button[] = [{ action: "command", value: "run nightly", label: "Run Nightly" }];
    await asked({ kind: "notice", tone: "info", markdown: "One job", buttons });
    bench.type("1\r");
    expect(await bench.act(1, "message")).toMatchObject({ text: "run nightly", entry: "command" });
  });

  it("clicks any other button by its number", async () => {
    await open();
    const buttons: Button[] = [{ action: "job-start", value: "order-1", label: "Start it" }];
    const act = await asked({ kind: "notice", tone: "info", markdown: "Sure?", buttons });
    bench.type("1\r");
    expect(await bench.act(1, "click")).toMatchObject({ action: "job-start", value: "order-1", on: { id: act.id } });
  });

  it("says so when a message could not be stored", async () => {
    await open();
    bench.refuses = true;
    bench.type(`${question}\r`);
    await eventually(() => bench.screen.text().includes("Something went wrong on my side"));
  });

  it("saves attached files, none over another", async () => {
    await open();
    const { place } = await asked(working);
    const file = {
      name: "../sales.csv",
      title: "All 60 rows",
      contentType: "text/csv",
      content: Buffer.from("region\nNorth\n"),
    };
    await bench.channel.attach(place, file, { key: "a" });
    await bench.channel.attach(place, { ...file, content: Buffer.from("more") }, { key: "b" });
    expect(readFileSync(`${bench.files}/_sales.csv`, "utf8")).toBe("region\nNorth\n");
    expect(readFileSync(`${bench.files}/_sales-2.csv`, "utf8")).toBe("more");
    expect(bench.screen.text()).toContain("All 60 rows: ");
  });
});

describe("Ctrl-C at a terminal", () => {
  const press = async (): Promise<void> => {
    bench.type("\u0003");
    await setImmediate();
  };

  it("stops the question that is being answered, and leaves the second time", async () => {
    await open();
    const act = await asked(working);
    await press();
    expect(await bench.act(1, "stop")).toMatchObject({ kind: "stop", place: act.place, actor: act.actor });
    expect(bench.left).toEqual([]);
    bench.clock.now += 500;
    await press();
    await eventually(() => bench.left.length > 0);
    expect(bench.left).toEqual([0]);
  });

  it("stops nothing where nothing runs, and says how to leave", async () => {
    await open();
    await asked(working, richAnswer);
    await press();
    await eventually(() => bench.screen.text().includes("Press Ctrl-C again to leave"));
    bench.clock.now += 10_000;
    await press();
    expect(bench.left).toEqual([]);
    expect(bench.acts).toHaveLength(1);
  });

  it.each([["exit\r"], ["/quit\r"], ["\u0004"]])("is not the only way out: %j", async (keys) => {
    await open();
    await asked(working);
    bench.type(keys);
    await eventually(() => bench.left.length > 0);
    expect(bench.left).toEqual([0]);
    expect(bench.acts).toHaveLength(1);
  });
});

describe("a form at a terminal", () => {
  const field = { required: true, type: "text" as const };
  const form = {
    title: "Load sales",
    intro: "Which day?",
    fields: [
      { ...field, name: "day", label: "Day", hint: "as 2026-01-31", type: "date" as const },
      { ...field, name: "mode", label: "Mode", type: "choice" as const, options: ["full", "delta"], value: "delta" },
      { ...field, name: "note", label: "Note", required: false },
      { ...field, name: "force", label: "Force", type: "boolean" as const },
    ],
    submit: { action: "job-fill" as const, value: "load-sales", label: "Start" },
  };

  it("asks for one value after the other, and sends them together", async () => {
    await open();
    const { place } = await asked(working, richAnswer);
    expect(await bench.channel.form(place, form, { key: "f" })).toBe(true);
    expect(bench.screen.text()).toMatch(/Load sales\nWhich day\?\n[^\n]*\nDay \(as 2026-01-31\):$/);
    const answer = async (end: RegExp, keys: string): Promise<void> => {
      await eventually(() => end.test(bench.screen.text()));
      bench.type(keys);
    };
    await answer(/Day \(as 2026-01-31\):$/, "\r");
    await answer(/value\.\nDay \(as 2026-01-31\):$/, "2026-11-20\r");
    await answer(/Mode \(1 full, 2 delta\) \[delta\]:$/, "\r");
    await answer(/Note \(optional\):$/, "\r");
    await answer(/Force \(1 true, 2 false\):$/, "1\r");
    expect(await bench.act(1, "form")).toMatchObject({
      action: "job-fill",
      value: "load-sales",
      fields: { day: "2026-11-20", mode: "delta", force: "true" },
    });
    expect(bench.screen.text()).toContain("Day (as 2026-01-31): 2026-11-20\nMode");
    expect(bench.screen.text()).toMatch(/\n>$/);
  });

  it("is given up by cancel", async () => {
    await open();
    const { place } = await asked(working, richAnswer);
    await bench.channel.form(place, form, { key: "f" });
    bench.type("cancel\rhelp\r");
    expect(await bench.act(1, "message")).toMatchObject({ text: "help" });
  });

  it("does not open where nobody types", async () => {
    await open({ question });
    const { place } = await bench.act(0, "message");
    expect(await bench.channel.form(place, form, { key: "f" })).toBe(false);
  });
});

describe("a chat in a pipe", () => {
  it("loses nothing that came before it was connected", async () => {
    bench = openTerminal({ piped: true });
    bench.type(`${question}\n`);
    bench.end();
    await setImmediate();
    await bench.open();
    expect(await bench.act(0, "message")).toMatchObject({ text: question });
  });

  it("writes lines, of the progress only what is new, and no sequences", async () => {
    await open({ piped: true });
    const act = await asked({ ...working, rows: [] }, working, working);
    expect(bench.progress()).toBe("Asking Sales and Inventory\nSales: writing SQL\nInventory: 38 rows\n");
    await bench.reply(act, richAnswer);
    expect(bench.out()).toMatch(/^North leads with 2,525/);
    expect(bench.out() + bench.progress()).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it("lets a number wait for the answer that it belongs to", async () => {
    await open({ piped: true });
    bench.type(`${question}\n1\n`);
    const act = await bench.act(0, "message");
    await bench.reply(act, working);
    expect(bench.acts).toHaveLength(1);
    await bench.reply(act, richAnswer);
    expect(await bench.act(1, "message")).toMatchObject({ text: "ask And in the South?" });
  });

  it.each([
    ["0 when the last answer came", [failed, richAnswer], 0],
    ["1 when the last question failed", [richAnswer, failed], 1],
  ])("ends after the last answer, with %s", async (_, replies, code) => {
    await open({ piped: true });
    bench.type(`${question}\nand in the South?\ncancel\n`);
    bench.end();
    await bench.act(2, "message");
    for (const [index, reply] of replies.entries()) {
      expect(bench.left).toEqual([]);
      await bench.reply(await bench.act(index, "message"), working, reply);
    }
    await eventually(() => bench.left.length > 0);
    expect(bench.left).toEqual([code]);
  });
});

describe("one question on the command line", () => {
  it.each([
    ["0 with an answer", richAnswer, 0],
    ["1 without one", failed, 1],
    ["1 when no agent could answer", { ...richAnswer, sources: richAnswer.sources.slice(1) }, 1],
  ])("ends with %s", async (_, reply, code) => {
    await open({ piped: true, question });
    const act = await bench.act(0, "message");
    expect(act.text).toBe(question);
    await bench.reply(act, working);
    expect(bench.left).toEqual([]);
    await bench.reply(act, reply);
    await eventually(() => bench.left.length > 0);
    expect(bench.left).toEqual([code]);
    expect(bench.out()).not.toContain("Type a number to go on");
  });

  it("ends with 1 when it could not even be stored", async () => {
    bench = openTerminal({ piped: true, question });
    bench.refuses = true;
    await bench.open();
    await eventually(() => bench.left.length > 0);
    expect(bench.left).toEqual([1]);
  });

  it("is stopped by Ctrl-C", async () => {
    await open({ piped: true, question });
    await bench.reply(await bench.act(0, "message"), working);
    bench.channel.interrupt();
    await bench.act(1, "stop");
    bench.channel.interrupt();
    expect(bench.left).toEqual([1]);
  });
});

describe("a vote at a terminal", () => {
  it.each([
    ["good", "up:turn-1", {}],
    ["GOOD", "up:turn-1", {}],
    ["bad", "down:turn-1", {}],
    ["bad the South is missing", "down:turn-1", { comment: "the South is missing" }],
    ["bad: the South is missing", "down:turn-1", { comment: "the South is missing" }],
  ])("is one on the latest answer: %s", async (line, value, fields) => {
    await open();
    await asked(working, richAnswer);
    expect(bench.screen.text()).toContain("Did this help? Type `good`, or `bad` and why.");
    bench.type(`${line}\r`);
    expect(await bench.act(1, "form")).toMatchObject({ action: "vote", value, fields });
  });

  it("is a question where there is no such answer, or when it says more", async () => {
    await open();
    bench.type("good\r");
    expect(await bench.act(0, "message")).toMatchObject({ text: "good" });
    await asked(working, richAnswer);
    bench.type("goods by region\r");
    expect(await bench.act(2, "message")).toMatchObject({ text: "goods by region" });
  });
});
