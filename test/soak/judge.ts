import { blindAsks, type Question } from "../chaos/asks.ts";
import { type Evidence, evidenceOf } from "../chaos/evidence.ts";
import { type Asked, turnsIn } from "../chaos/people.ts";
import type { Times } from "../chaos/storm.ts";
import { orphansOf } from "../chaos/threads.ts";
import type { Stage } from "../support/stage.ts";
import type { ApiAsk } from "./api-asks.ts";
import { type Command, repliesTo } from "./commands.ts";
import type { Kind } from "./plan.ts";

/** What became of everything that was written. */
export interface Fate {
  asked: number;
  answered: number;
  cancelled: number;
  /** Hostile texts and jobs that got a reply. */
  replied: number;
  /** Turns that ended with a sentence instead of the figures. */
  sentences: Record<string, number>;
  /** First signs that nobody could have avoided to leave behind in Teams. */
  orphans: number;
  lost: string[];
  doubled: string[];
}

export interface Written {
  threads: { kind: Kind; thread: Asked[] }[];
  api: ApiAsk[];
  commands: Command[];
}

/** Judges once everything has come to rest. */
export const judge = async (stage: Stage, written: Written, times: Times): Promise<Fate> => {
  const fate = newFate();
  const evidence = evidenceOf(stage, times);
  for (const { kind, thread } of written.threads) judgeThread(fate, kind, thread, evidence);
  for (const ask of written.api) judgeApi(fate, ask);
  for (const one of written.commands) judgeCommand(fate, stage, one);
  fate.doubled.push(...doubledAsks(stage, await stage.get<Question[]>("/control/databricks/questions")));
  fate.doubled.push(...doubledRuns(stage, written));
  return fate;
};

/** Nothing has been judged yet. */
export const newFate = (): Fate => ({
  ...{ asked: 0, answered: 0, cancelled: 0, replied: 0, orphans: 0 },
  ...{ sentences: {}, lost: [], doubled: [] },
});

/** Each line has one reply that is final, and each turn one message. */
export const judgeThread = (fate: Fate, kind: Kind, thread: readonly Asked[], evidence: Evidence): void => {
  const [first] = thread;
  if (!first) return;
  const name = `${kind} ${first.planned.platform} ${first.planned.channel} ${first.root} "${first.message.text.slice(0, 60)}"`;
  const turns = turnsIn(first);
  const finals = turns.flatMap((replies) => replies.find(({ isFinal }) => isFinal) ?? []);
  fate.asked += thread.length;
  if (finals.length < thread.length) fate.lost.push(`${name}: ${finals.length} of ${thread.length} answered`);
  for (const replies of turns) {
    const orphans = orphansOf(replies, evidence);
    fate.orphans += orphans;
    const texts = replies.map(({ text }) => text.slice(0, 60)).join(" || ");
    if (replies.length - orphans > 1) fate.doubled.push(`${name}: ${replies.length} messages for one turn: ${texts}`);
  }
  // A job, and a click, have messages of their own.
  if (kind === "question" && turns.length > thread.length)
    fate.doubled.push(`${name}: ${turns.length} turns for ${thread.length} questions`);
  if (kind !== "question") {
    fate.replied += finals.length > 0 ? 1 : 0;
    return;
  }
  for (const { text } of finals.slice(0, thread.length)) {
    const fits = thread.some(({ message }) => message.expected.contains.every((word) => text.includes(word)));
    count(fate, text, fits);
  }
};

const count = (fate: Fate, text: string, fits: boolean): void => {
  if (fits) fate.answered += 1;
  else if (text.includes("Cancelled")) fate.cancelled += 1;
  else {
    const start = text.replaceAll(/\s+/g, " ").trim().slice(0, 60);
    fate.sentences[start] = (fate.sentences[start] ?? 0) + 1;
  }
};

const judgeApi = (fate: Fate, { tag, expected, answer, again }: ApiAsk): void => {
  fate.asked += 1;
  if (answer === undefined) fate.lost.push(`the API: ${expected.question} (${tag})`);
  else
    count(
      fate,
      answer,
      expected.contains.every((word) => answer.includes(word)),
    );
  if (again !== undefined && again !== answer) fate.doubled.push(`the API: two answers to one request id (${tag})`);
};

const judgeCommand = (fate: Fate, stage: Stage, command: Command): void => {
  if (command.tag === undefined) return;
  const replies = repliesTo(stage, command);
  const isPart = (text: string): boolean => command.expected.contains.every((word) => text.includes(word));
  if (!command.isTaken && replies.length === 0) return;
  fate.asked += 1;
  const shown = replies.map((message) => JSON.stringify([message.text, message.blocks]));
  const finals = shown.filter((text) => !text.includes('"action_id":"cancel"'));
  if (finals.length === 0) fate.lost.push(`/genie ${command.expected.question} (${command.tag})`);
  else count(fate, finals[0] ?? "", isPart(finals[0] ?? ""));
  if (replies.length > 1) fate.doubled.push(`/genie ${command.expected.question} (${command.tag})`);
};

/** Genie was asked the same once more, and the first time was there to be seen. */
const doubledAsks = (stage: Stage, questions: readonly Question[]): string[] => {
  const tagged = questions.flatMap((question) => {
    const words = question.content.split("\n\n(Asked before")[0] ?? "";
    const tag = /\(((?:case|api|command)\d+[a-d]?)\)/.exec(words)?.[1];
    return tag === undefined ? [] : [{ question, name: `${question.agent} (${tag})` }];
  });
  return [...Map.groupBy(tagged, ({ name }) => name)]
    .map(([name, group]) => ({ name, group: group.map(({ question }) => question) }))
    .filter(({ group }) => group.length > 1 && blindAsks(stage, group) < group.length - 1)
    .map(({ name, group }) => `Genie was asked ${group.length} times: ${name}`);
};

/** Databricks has started more runs than people wanted. */
const doubledRuns = ({ sandbox }: Stage, { threads }: Written): string[] => {
  const orders = threads.filter(({ kind, thread }) => kind === "job" || /\brun\b/.test(thread[0]?.message.text ?? ""));
  const tokens = sandbox.traffic.calls
    .filter(({ method, path, status }) => method === "POST" && path.endsWith("/run-now") && status === 200)
    .map(({ body }) => (typeof body === "object" && body !== null ? Reflect.get(body, "idempotency_token") : body));
  const runs = new Set(tokens).size;
  return runs > orders.length ? [`${runs} runs for ${orders.length} orders`] : [];
};
