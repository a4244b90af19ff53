import { z } from "zod";
import { isSame } from "../../access/access.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import type { PostRef } from "../../ports/place.ts";
import { withoutContext } from "../../reply/answer/quoted-context.ts";
import {
  editForm,
  editFormClosed,
  howUnderstood,
  mayNotAsk,
  questionGone,
  whoElse,
} from "../../reply/notices/question-notices.ts";
import { mostField } from "../../text/bounds.ts";
import { parsedValue, seenAnswer } from "../answers/kept-answer.ts";
import { askableAgents } from "../answers/question-menu.ts";
import { readPrivacy } from "../privacy/private-words.ts";
import { putQuestion } from "../question-task.ts";
import { mayAskAgent, nameOf } from "../turn-deps.ts";
import type { Turn } from "../turn-records.ts";
import type { Click, FormSent, InteractionDeps, Message } from "./interaction-deps.ts";

/*
 * What people do with a question that was asked already. Whoever can see it in its thread may; what they ask is theirs,
 * with their own rights.
 */

/** Asks the same once more. */
export const askSame = async (deps: InteractionDeps, click: Click): Promise<Notice | undefined> => {
  const turn = await turnHere(deps, click, click.value);
  if (!turn) return questionGone(click.actor.locale);
  if (await isFirst(deps, click)) await put(deps, click, turn, turn.question, { isClicked: true });
  return undefined;
};

/** Shows the question in a form. */
export const editQuestion = async (deps: InteractionDeps, click: Click): Promise<Notice | undefined> => {
  const { id, place, actor, trigger } = click;
  const turn = await turnHere(deps, click, click.value);
  if (!turn || turn.question.length > mostField) return questionGone(actor.locale);
  const form = editForm(turn.id, turn.question, actor.locale);
  const isOpen = await deps.delivery.form(place, form, { key: `${id}:form`, only: actor, ...(trigger && { trigger }) });
  return isOpen ? undefined : editFormClosed(turn.id, actor.locale);
};

/** Asks what the form holds now, and takes the form away where it is a message. */
export const askEdited = async (deps: InteractionDeps, sent: FormSent): Promise<Notice | undefined> => {
  const turn = await turnHere(deps, sent, sent.value);
  if (!turn) return questionGone(sent.actor.locale);
  const { question, isPrivate } = readPrivacy(sent.fields["question"]?.trim() ?? "");
  if (question === "" || !(await isFirst(deps, sent))) return undefined;
  await put(deps, sent, turn, question, { isPrivate: isPrivate && !sent.place.direct });
  if (sent.on) await retire(deps, sent.on);
  return undefined;
};

/** Value of the button of another agent. */
const OtherAgent = z.object({ turn: z.string().max(1_000), agent: z.string().max(200) });

/** Offers the agents that this person may ask here and that have not answered yet. */
export const chooseAgent = async (deps: InteractionDeps, click: Click): Promise<Notice> => {
  const { actor, place } = click;
  const turn = await turnHere(deps, click, click.value);
  if (!turn) return questionGone(actor.locale);
  const kept = await deps.turns.keptAnswer(turn.id);
  const outcomes = kept?.result.kind === "answer" ? kept.result.outcomes : [];
  const answered = outcomes.flatMap((outcome) => (outcome.state === "done" ? [outcome.finding.agent] : []));
  const others = askableAgents(deps, { actor, place }).filter((agent) => !answered.includes(agent));
  const choices = others.slice(0, mostChoices).map((agent) => ({
    name: nameOf(deps, agent, actor.locale),
    value: JSON.stringify({ turn: turn.id, agent } satisfies z.infer<typeof OtherAgent>),
  }));
  return whoElse(turn.question, choices, actor.locale);
};

/** Buttons that a message holds in any platform. */
const mostChoices = 20;

/** Asks the agent that was chosen, and takes the choice away where that is possible. */
export const askOther = async (deps: InteractionDeps, click: Click): Promise<Notice | undefined> => {
  const { actor, place } = click;
  const wanted = parsedValue(OtherAgent, click.value);
  const turn = wanted && (await turnHere(deps, click, wanted.turn));
  if (!turn) return questionGone(actor.locale);
  const { agent } = wanted;
  if (!mayAskAgent(deps, { actor, place })(agent)) return mayNotAsk(actor.locale);
  if (!(await isFirst(deps, click))) return undefined;
  await put(deps, click, turn, await standingAlone(deps, turn), { isClicked: true, agent });
  await retire(deps, click.on);
  return undefined;
};

/** Takes a choice or a form away. Clients can name any message: one that shows an answer, a card or a notice stays. */
const retire = async ({ delivery }: Pick<InteractionDeps, "delivery">, on: PostRef): Promise<void> => {
  if ((await delivery.shownIn(on)) === undefined) await delivery.remove(on);
};

/** Tells how the agents read the question, to whoever may see the answer. */
export const tellUnderstood = async (deps: InteractionDeps, click: Click): Promise<Notice> => {
  const turn = await turnHere(deps, click, click.value);
  if (!turn) return questionGone(click.actor.locale);
  const seen = await seenAnswer(deps, click, turn.id);
  if ("notice" in seen) return seen.notice;
  const { result } = seen.kept;
  const outcomes = result.kind === "answer" ? result.outcomes : [];
  return howUnderstood(outcomes, (agent) => nameOf(deps, agent, click.actor.locale), click.actor.locale);
};

/**
 * The turn that an act is about: the one it names, else the one that the message shows. Only where its question can be
 * read: clients can send any value.
 */
const turnHere = async (
  { delivery, turns }: Pick<InteractionDeps, "delivery" | "turns">,
  { on, place, actor }: Click | FormSent,
  named: string,
): Promise<Turn | undefined> => {
  const id = named || (on && (await delivery.shownIn(on)));
  const [turn, shared] = id ? await Promise.all([turns.read(id), turns.shared(id)]) : [];
  if (!turn) return undefined;
  const isHere = place.thread === turn.posted.place.thread || place.thread === shared?.thread;
  // What only one person is to see may have gone to their own chat.
  return isHere || (place.direct && isSame(turn.actor, actor)) ? turn : undefined;
};

/** Once for two clicks. */
const isFirst = ({ turns }: InteractionDeps, { id, action, value, on, actor, ...act }: Click | FormSent) =>
  turns.first(JSON.stringify([action, value, on, "fields" in act ? act.fields : {}, actor.user]), id);

const put = (
  deps: InteractionDeps,
  { id, place, actor, external }: Click | FormSent,
  { attached }: Turn,
  question: string,
  origin: Parameters<typeof putQuestion>[3],
): Promise<void> => {
  // Nobody has written it where it is asked, as with a command.
  const message: Message = {
    kind: "message",
    id: `${id}:ask`,
    place,
    actor,
    external,
    text: question,
    entry: "command",
  };
  return putQuestion(deps, { ...message, ...(attached && { attached }) }, question, origin);
};

/**
 * A follow-up means nothing to who has not been asked before, so another agent gets it as the plan put it. A plan that may
 * rest on somebody's own answers words nothing for others.
 */
const standingAlone = async ({ turns }: InteractionDeps, { id, question }: Turn): Promise<string> => {
  const asks = (await turns.keptAnswer(id))?.asks ?? [];
  const asked = new Set(asks.map(({ ask }) => withoutContext(ask.question)));
  const [only] = asked;
  return asked.size === 1 && only && asks.every(({ ask }) => ask.as === undefined) ? only : question;
};
