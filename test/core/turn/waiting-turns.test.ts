import { expect, it } from "vitest";
import { createWaitingTurns } from "../../../src/turn/asks/waiting-turns.ts";
import { Turn, TurnTask } from "../../../src/turn/turn-records.ts";
import { somebody } from "../../support/callers.ts";

const place = { platform: "slack", thread: "slack:T1:C1:1.2", channelId: "C1", direct: false, to: null } as const;
const posted = { ref: { platform: "slack", thread: place.thread, id: null }, place };
const question = "What is the total revenue?";
const inbound = { kind: "message", id: "t", place, actor: somebody, external: false, text: question, entry: "mention" };
const task = TurnTask.parse({ inbound, question });
const turn = Turn.parse({
  ...{ id: "t", task: "t", actor: somebody, question, echo: false, startedAt: 0, posted },
  ...{ phase: "waiting", round: 0, asks: [] },
});
const run = (attempt: number) => ({
  ...{ id: "t", orderingKey: place.thread, kind: "turn", payload: null },
  ...{ attempt, begun: 1, storedAt: 0 },
});

it("knows a waiting turn in the run that follows, once", () => {
  const turns = createWaitingTurns(() => 0);
  turns.keep(run(3), { task, turn }, 700);
  expect(turns.take(run(4))).toMatchObject({ task, turn });
  // The same run a second time, after a bug: it may have written the record.
  expect(turns.take(run(4))).toBeUndefined();
});

it("knows nothing of a turn that has run meanwhile, whoever ran it", () => {
  const turns = createWaitingTurns(() => 0);
  turns.keep(run(3), { task, turn }, 700);
  expect(turns.take(run(5))).toBeUndefined();
  expect(turns.take(run(4))).toBeUndefined();
});

it("forgets a turn that does not run here any more", () => {
  let now = 0;
  const turns = createWaitingTurns(() => now);
  turns.keep(run(3), { task, turn }, 700);
  now = 60_000;
  turns.keep({ ...run(1), id: "another" }, { task, turn }, 700);
  expect(turns.take(run(4))).toBeUndefined();
});
