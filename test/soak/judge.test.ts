import type { Reply } from "../chaos/drivers.ts";
import type { Evidence } from "../chaos/evidence.ts";
import type { Asked } from "../chaos/people.ts";
import { judgeThread, newFate } from "./judge.ts";
import { loggedIn, unexplained } from "./logged.ts";
import type { Kind } from "./plan.ts";

const evidence: Evidence = { kills: [], outages: [], posts: [], ended: new Map(), stored: [] };
const reply = (id: string, text: string, more: Partial<Reply> = {}): Reply => ({
  ...{ id, turn: `slack:T:C:${id}`, text, isFinal: true, postedAt: 1, finalAt: 2 },
  ...more,
});

const fateOf = (replies: Reply[], kind: Kind = "question") => {
  const asked: Asked = {
    driver: { write: async () => "1", cancel: async () => undefined, replies: () => replies },
    planned: { platform: "slack", user: "asker", channel: "analytics", startMs: 0, messages: [] },
    message: {
      ...{
        tag: undefined,
        text: "What is the total revenue?",
        pauseMs: 0,
        waitsForAnswers: false,
        cancelMs: undefined,
      },
      expected: { question: "What is the total revenue?", agents: ["sales"], contains: ["3,275"] },
    },
    id: "1",
    root: "1",
  };
  const fate = newFate();
  judgeThread(fate, kind, [asked], evidence);
  return { ...fate, lost: fate.lost.length, doubled: fate.doubled.length };
};

describe("the judge of a soak", () => {
  it("counts an answer, a sentence and a reply to something hostile", () => {
    expect(fateOf([reply("1", "It is 3,275.")])).toMatchObject({ answered: 1, lost: 0, doubled: 0 });
    expect(fateOf([reply("1", "Sales could not answer.")])).toMatchObject({
      answered: 0,
      sentences: { "Sales could not answer.": 1 },
    });
    expect(fateOf([reply("1", "Help")], "hostile")).toMatchObject({ replied: 1, lost: 0, doubled: 0 });
  });

  it("calls lost what has no final reply", () => {
    expect(fateOf([])).toMatchObject({ lost: 1 });
    expect(fateOf([reply("1", "On it", { isFinal: false })])).toMatchObject({ lost: 1 });
    expect(fateOf([], "hostile")).toMatchObject({ lost: 1 });
  });

  it("calls doubled what stands there twice", () => {
    const twice = [reply("1", "3,275"), reply("2", "3,275", { turn: "slack:T:C:1" })];
    expect(fateOf(twice)).toMatchObject({ doubled: 1 });
    expect(fateOf(twice, "hostile")).toMatchObject({ doubled: 1 });
    expect(fateOf([reply("1", "3,275"), reply("2", "3,275")])).toMatchObject({ doubled: 1 });
  });
});

describe("the lines of a log", () => {
  it("are counted by event, and an error is named unless a fault explains it", () => {
    const lines = [
      '{"level":40,"event":"http.upload-aborted"}',
      '{"level":50,"event":"service.down"}',
      '{"level":50,"event":"task.bug"}',
      "TypeError: x is not a function",
    ];
    const logged = loggedIn(lines.join("\n"));
    expect(logged.warnings).toEqual({ "http.upload-aborted": 1 });
    expect(unexplained(logged)).toEqual(["task.bug (1)", "not a log line (1)"]);
  });
});
