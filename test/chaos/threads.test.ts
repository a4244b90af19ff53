import type { Reply } from "./drivers.ts";
import type { Evidence } from "./evidence.ts";
import type { Asked } from "./people.ts";
import { judgeThread } from "./threads.ts";

/* The judge of the chaos rounds: what a killed replica left behind in Teams, and what is a real doubling. */

const turn = "teams:19:room;messageid=1:1";
const postedAt = 100_000;
/** The first sign that stays, and the message that another replica posted for the same turn. */
const behind: Reply = { id: "2", turn, text: "On it", isFinal: false, postedAt, finalAt: 0 };
const answer: Reply = { ...behind, id: "3", text: "3,275", isFinal: true, postedAt: 104_000, finalAt: 105_000 };

const asked = (replies: Reply[]): Asked => ({
  driver: { write: async () => "1", cancel: async () => undefined, replies: () => replies },
  planned: { platform: "teams", user: "asker", channel: "Analytics", startMs: 0, messages: [] },
  message: {
    tag: undefined,
    text: "What is the total revenue?",
    expected: { question: "What is the total revenue?", agents: ["sales"], contains: ["3,275"] },
    pauseMs: 0,
    waitsForAnswers: false,
    cancelMs: undefined,
  },
  id: "1",
  root: "1",
});

const postOn = (connection: number, at: number, ms = 10) => ({
  ...{ at, ms, connection, status: 201 },
  ...{ service: "teams", method: "POST", path: "/teams/v3/conversations/19:room/activities" },
  body: { attachments: [{ content: { actions: [{ data: { value: turn } }] } }] },
});

/** A replica on connection 7 posts the first sign and is killed 100 ms later; one on connection 8 posts the answer. */
const killedSoon: Evidence = {
  posts: [postOn(7, postedAt - 5), postOn(8, answer.postedAt)],
  ended: new Map([[7, postedAt + 130]]),
  kills: [{ from: postedAt + 105, to: postedAt + 160 }],
  outages: [],
  stored: [],
};
const killedAt = (ms: number): Partial<Evidence> => ({
  ended: new Map([[7, postedAt + ms + 20]]),
  kills: [{ from: postedAt + ms, to: postedAt + ms + 50 }],
});

const judged = (evidence: Partial<Evidence>, first: Partial<Reply> = {}) =>
  judgeThread([asked([{ ...behind, ...first }, answer])], { ...killedSoon, ...evidence });

it.each<[string, Partial<Evidence>]>([
  ["right after its post", {}],
  ["before the platform had taken its post", killedAt(-300)],
  [
    "before the busy platform had read its post",
    { ended: new Map([[7, postedAt + 6]]), kills: [{ from: postedAt - 90, to: postedAt - 10 }] },
  ],
  ["while everything that was stored took as long", { ...killedAt(2_400), stored: [{ at: postedAt, ms: 2_500 }] }],
  ["before Redis was back", { ...killedAt(3_000), outages: [{ from: postedAt - 100, to: postedAt + 2_900 }] }],
])("tolerates a first sign of a replica that was killed %s", (_, evidence) => {
  expect(judged(evidence)).toMatchObject({ wrong: [], orphans: 1 });
});

it("tolerates one that says where the answer is, because somebody clicked on it", () => {
  const text = "The answer to this question is in another message in this conversation.";
  expect(judged({}, { isFinal: true, finalAt: postedAt + 9_000, text })).toMatchObject({ wrong: [], orphans: 1 });
  expect(judged({ ended: new Map() }, { isFinal: true, finalAt: postedAt + 9_000, text }).orphans).toBe(0);
});

it.each<[string, Partial<Evidence>, Partial<Reply>?]>([
  ["a replica that lived on, while another one was killed", { ended: new Map() }],
  ["a replica that ended at another time than the kill", { ended: new Map([[7, postedAt + 40_000]]) }],
  ["a replica that was killed when it had had the time to write", killedAt(1_500)],
  [
    "a replica that was killed later than everything that was stored took",
    { ...killedAt(2_600), stored: [{ at: postedAt, ms: 2_000 }] },
  ],
  ["a replica that had written it, for it was edited", {}, { finalAt: postedAt + 50 }],
  ["nobody knows whom", { posts: [] }],
])("judges a second message wrong after a post of %s", (_, evidence, first) => {
  const { wrong, orphans } = judged(evidence, first);
  expect(orphans).toBe(0);
  expect(wrong).toEqual([expect.stringContaining("2 messages for one question")]);
});

it("judges two answers wrong, whoever was killed", () => {
  const { wrong } = judged({}, { isFinal: true, finalAt: postedAt + 80 });
  expect(wrong).toEqual([expect.stringContaining("2 messages for one question")]);
});
