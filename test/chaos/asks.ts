import type { Stage } from "../support/stage.ts";
import type { Asked } from "./people.ts";
import type { Answered } from "./threads.ts";

/** A question that stands in Genie. */
export interface Question {
  agent: string;
  conversation: string;
  content: string;
  createdAt: number;
}

/** What Genie was asked: once per ask, in the order of each thread, in a conversation of the thread's own. */
export const judgeAsks = async (stage: Stage, asked: readonly Asked[], answered: readonly Answered[]) => {
  const questions = await stage.get<Question[]>("/control/databricks/questions");
  const done = answered.filter(({ how }) => how === "answered");
  const counted = countedAsks(stage, asked, new Set(done.map((one) => one.asked)), questions);
  return {
    wrong: [
      ...counted.wrong,
      ...missing(done, questions),
      ...sharedConversations(asked, questions),
      ...disorder(stage, answered, questions),
    ],
    unavoidable: counted.unavoidable,
  };
};

const nameOf = ({ planned, message, root }: Asked): string =>
  `${planned.platform} ${planned.channel} ${root} "${message.text}"`;

const speaksOf = ({ content }: Pick<Question, "content">, { message }: Asked): boolean =>
  // A conversation that was replaced begins with the questions before it: in quotation marks, after the new one.
  message.tag !== undefined && (content.split("\n\n(Asked before")[0]?.includes(`(${message.tag})`) ?? false);

/** Answers of agents that were never asked. */
const missing = (done: readonly Answered[], questions: readonly Question[]): string[] =>
  done
    .filter(({ asked }) => asked.message.tag !== undefined)
    .flatMap(({ asked }) =>
      asked.message.expected.agents
        .filter((agent) => !questions.some((question) => question.agent === agent && speaksOf(question, asked)))
        .map((agent) => `${nameOf(asked)}: ${agent} was never asked`),
    );

/** Once per ask; the same words in many threads as often as they were written. */
const countedAsks = (
  stage: Stage,
  asked: readonly Asked[],
  done: ReadonlySet<Asked>,
  questions: readonly Question[],
) => {
  const wrong: string[] = [];
  let unavoidable = 0;
  const subject = ({ content }: Question): string =>
    asked.find((one) => speaksOf({ content }, one))?.message.text ?? content;
  for (const [name, group] of Map.groupBy(questions, (question) => `${question.agent}: ${subject(question)}`)) {
    const text = group[0] ? subject(group[0]) : "";
    const askers = asked.filter(({ message }) => message.text === text);
    const least = askers.filter((one) => done.has(one)).length;
    const surplus = group.length - askers.length;
    if (askers.length === 0) wrong.push(`${name}: nobody asked this`);
    else if (group.length < least) wrong.push(`${name}: asked ${group.length} times instead of ${least}`);
    else if (surplus > 0 && blindAsks(stage, group) < surplus)
      wrong.push(`${name}: asked ${group.length} times instead of ${askers.length}`);
    else unavoidable += Math.max(0, surplus);
  }
  return { wrong, unavoidable };
};

/** Questions of the same words that were sent before an earlier one could be seen. */
export const blindAsks = (stage: Stage, group: readonly Question[]): number =>
  group.filter((second) => group.some((first) => first !== second && unseen(stage, first, second))).length;

/** True if `second` was sent before `first` could be seen in Genie. */
const unseen = (stage: Stage, first: Question, second: Question): boolean => {
  const content = JSON.stringify(second.content).slice(1, -1);
  const sent = stage.sandbox.traffic.calls.find(
    ({ service, method, at, ms, body }) =>
      service === "databricks" &&
      method === "POST" &&
      at <= second.createdAt &&
      at + ms + 5 >= second.createdAt &&
      JSON.stringify(body ?? "").includes(content),
  );
  return first.createdAt <= second.createdAt && sent !== undefined && sent.at <= first.createdAt;
};

/** A Genie conversation belongs to one thread. */
const sharedConversations = (asked: readonly Asked[], questions: readonly Question[]): string[] => {
  const threads = new Map<string, Set<string>>();
  for (const question of questions) {
    const about = asked.find((one) => speaksOf(question, one));
    if (about) threads.set(question.conversation, (threads.get(question.conversation) ?? new Set()).add(about.root));
  }
  return [...threads]
    .filter(([, roots]) => roots.size > 1)
    .map(([conversation, roots]) => `Genie conversation ${conversation} serves ${roots.size} threads`);
};

/** In a thread, a question is sent only after the answers to those that were stored before it. */
const disorder = (stage: Stage, answered: readonly Answered[], questions: readonly Question[]): string[] => {
  const taken = acceptedAt(stage);
  return [...Map.groupBy(answered, ({ asked }) => asked.root).values()].flatMap((thread) =>
    thread.flatMap((later) => {
      const sent = questions.find((question) => speaksOf(question, later.asked))?.createdAt ?? Number.POSITIVE_INFINITY;
      const offered = taken.get(later.asked.id)?.first ?? 0;
      return thread
        .filter(({ asked }) => (taken.get(asked.id)?.stored ?? Number.POSITIVE_INFINITY) < offered)
        .filter(({ reply }) => reply.finalAt > sent)
        .map(({ asked }) => `${nameOf(later.asked)} was asked before "${asked.message.text}" was answered`);
    }),
  );
};

/** For each message: when it was first offered to the bot, and when it was certainly stored. */
const acceptedAt = (stage: Stage): Map<string, { first: number; stored: number }> => {
  const { slack, teams } = stage.sandbox;
  const offers = [
    ...slack.delivery.log().map((one) => ({ ...one, message: one.about })),
    // Later attempts carry other ids: of those we know nothing here.
    ...teams.delivery.log().map((one) => ({ ...one, message: one.id })),
  ];
  const found = new Map<string, { first: number; stored: number }>();
  for (const { message, at, ms, status } of offers) {
    if (message === null) continue;
    const known = found.get(message) ?? { first: at, stored: Number.POSITIVE_INFINITY };
    const stored = status >= 200 && status < 300 ? Math.min(known.stored, at + ms) : known.stored;
    found.set(message, { first: Math.min(known.first, at), stored });
  }
  return found;
};
