import { Redis } from "ioredis";
import type { Stage } from "../support/stage.ts";
import { type Asked, repliesTo, replyOf } from "./people.ts";

/** What was found after a round: `wrong` must be empty. */
export interface Verdict {
  wrong: string[];
  /** Second questions to Genie that nobody could have avoided: when they were sent, the first was not to be seen yet. */
  unavoidable: number;
  cancelled: number;
  /** Answers that tell at once that a service is down: its circuit was open. */
  refused: number;
}

interface Question {
  agent: string;
  conversation: string;
  content: string;
  createdAt: number;
}

/** Judges a round once everything has come to rest. */
export const judge = async (stage: Stage, asked: readonly Asked[]): Promise<Verdict> => {
  const questions = await stage.get<Question[]>("/control/databricks/questions");
  const cancelled = asked.filter((one) => replyOf(stage, one).some(({ text }) => text.includes("Cancelled")));
  const refused = asked.filter((one) => replyOf(stage, one).some(isRefusal));
  const excused = [...cancelled, ...refused];
  const doubled = doubledAsks(stage, asked, questions, excused);
  return {
    wrong: [
      ...asked.flatMap((one) => answerOf(stage, one)),
      ...strangers(stage, asked),
      ...missingAsks(asked, questions, excused),
      ...doubled.wrong,
      ...sharedConversations(asked, questions),
      ...disorder(stage, asked, questions),
      ...(await queueRests(stage)),
      ...(await keysEnd(stage)),
    ],
    unavoidable: doubled.unavoidable,
    cancelled: cancelled.length,
    refused: refused.length,
  };
};

const nameOf = ({ talk, line, root }: Asked): string => `${talk.room} ${root} "${line.text}"`;

/** One final answer in one message, with the right words. */
const answerOf = (stage: Stage, one: Asked): string[] => {
  const replies = replyOf(stage, one);
  if (replies.length !== 1) return [`${nameOf(one)}: ${replies.length} messages`];
  const [reply] = replies;
  if (!reply?.isFinal) return [`${nameOf(one)}: not final: ${reply?.text}`];
  const answered = one.line.expected.contains.every((word) => reply.text.includes(word));
  const cancelled = one.line.cancelMs !== undefined && reply.text.includes("Cancelled");
  return answered || cancelled || isRefusal(reply)
    ? []
    : [`${nameOf(one)}: answered ${JSON.stringify(reply.text.slice(0, 300))}`];
};

const isRefusal = ({ text }: { text: string }): boolean => text.includes("does not answer at the moment");

/** Messages that answer nobody. */
const strangers = (stage: Stage, asked: readonly Asked[]): string[] => {
  const roots = new Map(asked.map((one) => [one.root, one]));
  return [...roots.values()].flatMap(({ talk, root }) => {
    const lines = asked.filter((one) => one.root === root);
    const others = repliesTo(stage, talk, root).filter(({ key }) => !lines.some(({ ts }) => key.includes(`:${ts}`)));
    return others.map(({ key, text }) => `${talk.room} ${root}: a message that answers nobody (${key}): ${text}`);
  });
};

/** Every question that was not cancelled reached each agent that it needs. */
const missingAsks = (asked: readonly Asked[], questions: readonly Question[], excused: readonly Asked[]): string[] =>
  asked
    .filter((one) => one.line.tag !== undefined && !excused.includes(one))
    .flatMap((one) =>
      one.line.expected.agents
        .filter((agent) => !questions.some((found) => found.agent === agent && speaksOf(found, one)))
        .map((agent) => `${nameOf(one)}: ${agent} was never asked`),
    );

const speaksOf = ({ content }: Question, { line }: Asked): boolean =>
  // A conversation that was replaced begins with the questions before it: in quotation marks, after the new one.
  content.split("\n\n(Asked before")[0]?.includes(`(${line.tag})`) ?? false;

/** Genie was asked once per ask. Of the same words in many threads: as often as they were written. */
const doubledAsks = (
  stage: Stage,
  asked: readonly Asked[],
  questions: readonly Question[],
  excused: readonly Asked[],
) => {
  const wrong: string[] = [];
  let unavoidable = 0;
  const tagged = asked.filter(({ line }) => line.tag !== undefined);
  const groups = Map.groupBy(questions, ({ agent, content }) => {
    const about = tagged.find((one) => speaksOf({ content } as Question, one));
    return `${agent}: ${about?.line.tag ?? content}`;
  });
  for (const [name, group] of groups) {
    const tag = name.split(": ")[1] ?? "";
    const askers = asked.filter(({ line }) => (line.tag ?? line.text) === tag);
    if (askers.length === 0) wrong.push(`${name}: nobody asked this`);
    const allowed = askers.length;
    if (group.length < askers.filter((one) => !excused.includes(one)).length)
      wrong.push(`${name}: Genie was asked only ${group.length} times instead of ${allowed}`);
    if (group.length <= allowed) continue;
    const blind = group.filter((one) => group.some((other) => other !== one && unseen(stage, one, other))).length;
    if (blind >= group.length - allowed) unavoidable += group.length - allowed;
    else wrong.push(`${name}: Genie was asked ${group.length} times instead of ${allowed}`);
  }
  return { wrong, unavoidable };
};

/** True if `second` was sent before `first` could be seen in Genie. */
const unseen = (stage: Stage, first: Question, second: Question): boolean => {
  const sent = stage.sandbox.desk.calls.find(
    ({ service, method, at, ms, body }) =>
      service === "databricks" &&
      method === "POST" &&
      at <= second.createdAt &&
      at + ms + 5 >= second.createdAt &&
      JSON.stringify(body ?? "").includes(JSON.stringify(second.content).slice(1, -1)),
  );
  return first.createdAt <= second.createdAt && sent !== undefined && sent.at <= first.createdAt;
};

/** A Genie conversation belongs to one thread. */
const sharedConversations = (asked: readonly Asked[], questions: readonly Question[]): string[] => {
  const threads = new Map<string, Set<string>>();
  for (const question of questions) {
    const about = asked.find((one) => one.line.tag !== undefined && speaksOf(question, one));
    if (!about) continue;
    const roots = threads.get(question.conversation) ?? new Set();
    threads.set(question.conversation, roots.add(about.root));
  }
  return [...threads]
    .filter(([, roots]) => roots.size > 1)
    .map(([conversation, roots]) => `Genie conversation ${conversation} serves ${roots.size} threads`);
};

/** In a thread, a question is sent only after the answers to those that were stored before it. */
const disorder = (stage: Stage, asked: readonly Asked[], questions: readonly Question[]): string[] => {
  const taken = acceptedAt(stage);
  return [...Map.groupBy(asked, ({ root }) => root).values()].flatMap((thread) =>
    thread.flatMap((later) => {
      const sent = questions.find((question) => later.line.tag !== undefined && speaksOf(question, later));
      const { first = 0 } = taken.get(later.ts) ?? {};
      return thread
        .filter((earlier) => (taken.get(earlier.ts)?.stored ?? Number.POSITIVE_INFINITY) < first)
        .filter((earlier) => sent && (replyOf(stage, earlier)[0]?.finalAt ?? 0) > sent.createdAt)
        .map((earlier) => `${nameOf(later)} was asked before "${earlier.line.text}" was answered`);
    }),
  );
};

/** For each message: when it was first offered to the bot, and when it had surely been stored. */
const acceptedAt = (stage: Stage): Map<string, { first: number; stored: number }> => {
  const found = new Map<string, { first: number; stored: number }>();
  for (const { about, at, ms, status } of stage.sandbox.slack.delivery.log()) {
    if (about === null) continue;
    const known = found.get(about) ?? { first: at, stored: Number.POSITIVE_INFINITY };
    const stored = status === 200 ? Math.min(known.stored, at + ms) : known.stored;
    found.set(about, { first: Math.min(known.first, at), stored });
  }
  return found;
};

const queueRests = async (stage: Stage): Promise<string[]> => {
  const metrics = await (await fetch(`${stage.bots[0]?.url}/metrics`)).text();
  const counts = [...metrics.matchAll(/^concierge_tasks\{state="(\w+)"\} (\d+)$/gm)];
  if (counts.length === 0) return ["/metrics shows no tasks"];
  return counts.filter(([, , count]) => count !== "0").map(([, state, count]) => `${count} tasks are ${state}`);
};

/** Keys without an end of life: those of the queue itself, which do not grow. */
const lasting = /^\{concierge\}:(open|tasks:(id|meta|marker|events))$/;
const mostBytes = 100_000;

const keysEnd = async (stage: Stage): Promise<string[]> => {
  const redis = new Redis(stage.redis?.url ?? "");
  const wrong: string[] = [];
  for (const key of await redis.keys("*")) {
    if ((await redis.pttl(key)) !== -1) continue;
    if (!lasting.test(key)) wrong.push(`key without an end: ${key}`);
    else if (((await redis.memory("USAGE", key)) ?? 0) > mostBytes) wrong.push(`key that grows: ${key}`);
  }
  redis.disconnect();
  return wrong;
};
