import type { Traffic } from "../../traffic.ts";
import type { Calendar } from "../data/calendar.ts";
import type { Database } from "../data/database.ts";
import { Refusal } from "../errors.ts";
import { fraction } from "../ids.ts";
import type { Caller } from "../people.ts";
import type { Space } from "../spaces/space.ts";
import { type Answer, answerer } from "./answer.ts";
import type { Conversation, Conversations, Message } from "./conversations.ts";
import { begun } from "./course.ts";
import { type AskModel, textToSql } from "./text-to-sql.ts";
import { canView, faulted, namesCall, type QuestionScript, scripted, scriptedAnswer } from "./troubles.ts";
import type { Asked } from "./understand.ts";
import { type Walk, walk } from "./walk.ts";

export interface AskingDeps {
  traffic: Traffic;
  now: () => number;
  calendar: Calendar;
  database: (caller: Caller) => Database;
  /** Stems that the spaces know. */
  known: ReadonlySet<string>;
  /** A language model that writes SQL; absent: the rules alone answer. */
  model: AskModel | undefined;
  limitPerMinute: number | undefined;
  minuteMs: number;
  conversations: Conversations;
}

/** One question as it arrived; `conversation` absent: it opens a new one. */
export interface Question {
  space: Space;
  conversation: Conversation | undefined;
  content: string;
  path: string;
  caller: Caller;
}

/** Accepts questions: checks limit, faults and scripts, then works out the answer and its course. */
export const createAsking = (deps: AskingDeps) => {
  const { conversations, now } = deps;
  const answer = createAnswers(deps);
  let scripts: QuestionScript[] = [];
  let recent: number[] = [];

  const admit = (): void => {
    if (deps.limitPerMinute === undefined) return;
    recent = recent.filter((at) => at > now() - deps.minuteMs);
    if (recent.length >= deps.limitPerMinute)
      throw new Refusal(
        429,
        "REQUEST_LIMIT_EXCEEDED",
        "Exceeded the rate limit of questions to Genie in this workspace.",
      );
    recent.push(now());
  };

  const takeScript = ({ content, conversation }: Question): QuestionScript | undefined => {
    const found = scripts.find(
      (script) => content.includes(script.match) && (conversation || !script.lostConversation),
    );
    scripts = scripts.filter((script) => script !== found);
    return found;
  };

  const wayOf = (question: Question, answered: Answer, script: QuestionScript | undefined): Walk => {
    const { space, content, path } = question;
    const kinds = ["permission", "expired", "rate_limited_message"] as const;
    const fault = deps.traffic.take("databricks", kinds, `POST ${path} ${space.agent} ${content}`);
    if (fault && namesCall(fault) && fault.kind === "permission") throw canView();
    const plain = walk(answered, 0.91 + 0.11 * fraction(content));
    const met = fault ? faulted(plain, fault.kind) : plain;
    return script ? scripted(met, script) : met;
  };

  return {
    ask: async (question: Question, pace: number): Promise<Message> => {
      const { space, conversation, content, caller } = question;
      admit();
      const script = takeScript(question);
      if (script?.lostConversation && conversation) {
        conversations.remove(conversation);
        throw conversations.lost(space, conversation.id);
      }
      const plain = await answer(question);
      const answered = script ? scriptedAnswer(plain, script) : plain;
      const way = wayOf(question, answered, script);
      const kept = conversation ?? conversations.open(space, caller, content, now());
      if (answered.kind === "query" && answered.asked) kept.asked = answered.asked;
      return conversations.add(kept, { ...way, caller, content, createdAt: now(), course: begun(now(), pace) });
    },
    script: (script: QuestionScript): void => void scripts.push(script),
    reset: (): void => {
      scripts = [];
      recent = [];
    },
  };
};

/** One answerer per space and row filter, made when it is first asked. */
const createAnswers = ({ calendar, database, known, model }: AskingDeps) => {
  const write = model && textToSql(model);
  const answerers = new Map<string, (text: string, before: Asked | undefined) => Answer>();
  const byRules = ({ space, content, conversation, caller }: Question): Answer => {
    const key = `${space.id} ${caller.region ?? ""}`;
    const made = answerers.get(key) ?? answerer(space, database(caller), calendar, known);
    answerers.set(key, made);
    return made(content, conversation?.asked);
  };

  /** Trusted questions and those about the space itself need no model; where it writes no query, the rules stay. */
  return async (question: Question): Promise<Answer> => {
    const ruled = byRules(question);
    const isSettled = ruled.kind === "text" ? !ruled.clarifies : ruled.asked?.kind === "trusted";
    if (!write || isSettled) return ruled;
    const { space, content, caller, conversation } = question;
    const earlier = conversation?.messages.map((message) => message.content) ?? [];
    const written = await write({ space, database: database(caller), calendar, content, earlier });
    if (!written) return ruled;
    const { text, ...attempt } = written;
    return {
      kind: "query",
      ...(ruled.kind === "query" && ruled.asked && { asked: ruled.asked }),
      attempt,
      text,
      textHasId: true,
      suggestions: ruled.suggestions,
    };
  };
};
