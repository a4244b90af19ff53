import { z } from "zod";
import { isAdmin } from "../../access/access.ts";
import type { Failure } from "../../errors.ts";
import { type JobWords, orderOf } from "../../jobs/job-order.ts";
import { Inbound } from "../../ports/chat/inbound.ts";
import { ButtonAction, type Reply } from "../../ports/chat/reply.ts";
import type { Lease } from "../../ports/stores/queue.ts";
import { suggestionIn } from "../../reply/answer/suggestion.ts";
import * as notices from "../../reply/notices.ts";
import type { Step } from "../../worker/worker.ts";
import { sendFile } from "../answers/answer-files.ts";
import { showKeptAnswer, turnPage } from "../answers/kept-answer.ts";
import { shareAnswer } from "../answers/share-answer.ts";
import { takeAway } from "../answers/take-away.ts";
import { greet, refuseHome, showHome, welcome } from "../home/arrivals.ts";
import { agentsFor, homeOf } from "../home/home-page.ts";
import { isPrivate } from "../privacy/privacy.ts";
import { putQuestion } from "../question-task.ts";
import type { TurnDeps } from "../turn-deps.ts";
import { cancelHere, cancelTurn } from "./cancel-turn.ts";
import { wordsOf } from "./command-words.ts";
import { askAbout, openQuestion, reopenQuestion } from "./message-shortcut.ts";
import { reset } from "./reset.ts";
import { signInCommand } from "./sign-in-commands.ts";
import { noteRefusal } from "./tried-action.ts";

/* Commands, clicks, forms and the platform's Stop control: what acts at once, beside the thread's queue. */

export type InteractionDeps = Pick<
  TurnDeps,
  | "access"
  | "admin"
  | "agents"
  | "alerts"
  | "audit"
  | "config"
  | "delivery"
  | "feedback"
  | "charts"
  | "fileLinks"
  | "howToAsk"
  | "jobs"
  | "log"
  | "memory"
  | "now"
  | "queue"
  | "results"
  | "signIns"
  | "triage"
  | "turns"
  | "zoneOf"
  | "localeOf"
>;

const InteractionTask = z.object({
  inbound: Inbound,
  /** Characters of a text that was too long to be taken. */
  tooLong: z.number().optional(),
});

export const interactionStep =
  (deps: InteractionDeps): Step =>
  async (lease, signal) => {
    const { inbound, tooLong } = InteractionTask.parse(lease.payload);
    const refusal = await deps.access.refusal(inbound);
    if (refusal && inbound.kind === "install") return { state: "done" };
    if (refusal && inbound.kind === "open") {
      await refuseHome(deps, inbound, refusal.failure, await deps.localeOf(inbound.actor));
      return { state: "done" };
    }
    if (refusal) await noteRefusal(deps, inbound, refusal.failure);
    else if (tooLong === undefined && (await isEarly(deps, inbound, lease.attempt)))
      return { state: "again", inMs: earlyMs };
    // A reaction is no message to us, so it is not answered.
    if (refusal && inbound.kind === "remove") return { state: "done" };
    const moment = { at: lease.storedAt, signal };
    const known = refusal ? inbound : await located(deps, inbound);
    const reply = refusal
      ? notices.refused(refusal.failure, await deps.localeOf(inbound.actor))
      : await answerTo(deps, known, tooLong, moment);
    if (reply) {
      const only = refusal || isPrivate(inbound) || isForOne(inbound, deps) ? { only: inbound.actor } : {};
      await deps.delivery.post(inbound.place, reply, { key: inbound.id, ...only });
    }
    // What was clicked there may have changed it.
    if (!refusal && inbound.kind === "click" && inbound.inHome) await showHome(deps, await located(deps, inbound));
    return { state: "done" };
  };

/** The last word when an interaction could not be carried out. */
export const failInteraction = async (
  { delivery, localeOf }: Pick<TurnDeps, "delivery" | "localeOf">,
  lease: Lease,
  failure: Failure,
): Promise<void> => {
  const { inbound } = InteractionTask.parse(lease.payload);
  if (inbound.kind === "install" || inbound.kind === "open") return;
  const only = inbound.place.direct ? {} : { only: inbound.actor };
  const locale = await localeOf(inbound.actor).catch(() => undefined);
  await delivery.post(inbound.place, notices.failed(failure, undefined, locale), {
    key: `${inbound.id}:failed`,
    ...only,
  });
};

/** The act with what the platform knows of where the person is. */
const located = async ({ zoneOf, localeOf }: InteractionDeps, inbound: Inbound): Promise<Inbound> => {
  const [zone, locale] = await Promise.all([zoneOf(inbound.actor), localeOf(inbound.actor)]);
  return { ...inbound, actor: { ...inbound.actor, ...(zone && { zone }), ...(locale && { locale }) } };
};

const earlyMs = 300;
const mostEarly = 40;

/** True for a Cancel on a status message whose turn is not written down yet: its replica may have died in between. */
const isEarly = async ({ turns }: InteractionDeps, inbound: Inbound, attempt: number): Promise<boolean> =>
  inbound.kind === "click" &&
  inbound.action === "cancel" &&
  attempt <= mostEarly &&
  (await turns.read(inbound.value)) === undefined;

/** What is for administrators, or for one person, also where it was asked for aloud. */
const isForOne = (inbound: Inbound, { jobs }: InteractionDeps): boolean =>
  !inbound.place.direct &&
  inbound.kind === "message" &&
  ["clusters", "sql", "home", "memory", "forget", "login", "logout", "whoami"].includes(wordsOf(inbound, jobs).verb);

/** When an act reached us (epoch ms), and until when its step may go on. */
interface Moment {
  at: number;
  signal: AbortSignal;
}

const answerTo = (
  deps: InteractionDeps,
  inbound: Inbound,
  tooLong: number | undefined,
  moment: Moment,
): Promise<Reply | undefined> =>
  tooLong === undefined ? act(deps, inbound, moment) : Promise.resolve(notices.tooLong(tooLong));

const act = async (deps: InteractionDeps, inbound: Inbound, moment: Moment): Promise<Reply | undefined> => {
  switch (inbound.kind) {
    case "message":
      return command(deps, inbound, moment.signal);
    case "click":
      return click(deps, inbound, moment);
    case "stop":
      return cancelTurn(deps, inbound, await deps.turns.active(inbound.place.thread));
    case "remove":
      return takeAway(deps, inbound);
    case "install":
      return greet(deps, inbound);
    case "open":
      await welcome(deps, inbound);
      return undefined;
    case "shortcut":
      return openQuestion(deps, inbound);
    case "form":
      return form(deps, inbound, moment);
  }
};

const form = async (
  deps: InteractionDeps,
  inbound: Extract<Inbound, { kind: "form" }>,
  { at }: Moment,
): Promise<Reply | undefined> => {
  if (inbound.action === "vote") return deps.feedback.vote(inbound, at);
  if (inbound.action === "ask-about") return askAbout(deps, inbound);
  const byTriage = await deps.triage.form(inbound);
  return byTriage === false ? deps.jobs.form(inbound) : byTriage;
};

type Message = Extract<Inbound, { kind: "message" }>;
type Click = Extract<Inbound, { kind: "click" }>;

const helpText = (deps: InteractionDeps, inbound: Inbound): Reply => {
  const { actor, place } = inbound;
  return notices.help(agentsFor(deps, inbound), deps.howToAsk.get(place.platform) ?? "", {
    forAdmin: isAdmin(deps.config.access, actor),
    hasSignIn: deps.signIns.isOn,
    locale: actor.locale,
  });
};

/** Somebody named us and wrote nothing, but may have put something beside it. */
const withoutWords = (deps: InteractionDeps, inbound: Message): Reply => {
  if (inbound.attached?.length) return notices.whatAboutIt;
  return inbound.files ? notices.onlyFiles(inbound.files) : helpText(deps, inbound);
};

const command = async (deps: InteractionDeps, inbound: Message, signal: AbortSignal): Promise<Reply | undefined> => {
  const words = wordsOf(inbound, deps.jobs);
  switch (words.verb) {
    case "help":
      return inbound.text.trim() === "" ? withoutWords(deps, inbound) : helpText(deps, inbound);
    case "agents":
      return notices.agentList(agentsFor(deps, inbound));
    case "home":
      return homeOf(deps, inbound);
    case "reset":
      return reset(deps, inbound);
    case "misspelt":
      return notices.didYouMean(words);
    case "cancel":
      return words.target === ""
        ? cancelHere(deps, inbound, () => order(deps, inbound, words))
        : order(deps, inbound, words);
    case "memory":
    case "remember":
    case "forget":
      return deps.memory.command(words, inbound);
    case "login":
    case "logout":
    case "whoami":
      return signInCommand(deps, words.verb, inbound);
    case "clusters":
    case "sql":
      return deps.admin.execute(words, inbound, signal);
    case "jobs":
    case "run":
    case "runs":
    case "status":
    case "why":
      return order(deps, inbound, words);
    case "ask":
      return undefined;
  }
};

const order = ({ jobs }: InteractionDeps, { id, actor, place, text, trigger, mayBeCopy }: Message, words: JobWords) =>
  jobs.execute(orderOf(words), { id, actor, place, words: text, supervised: false, trigger, mayBeCopy });

const click = async (deps: InteractionDeps, inbound: Click, { at, signal }: Moment): Promise<Reply | undefined> => {
  // A forged button, or one of another version of this program.
  const action = ButtonAction.safeParse(inbound.action).data;
  switch (action) {
    case undefined:
      return undefined;
    case "cancel":
      return cancelTurn(deps, inbound, inbound.value);
    case "alert-send":
    case "alert-drop":
      return deps.alerts.click(inbound);
    case "cancel-sql":
      return deps.admin.cancel(inbound, inbound.value);
    case "file":
      return sendFile(deps, inbound);
    case "page":
      return turnPage(deps, inbound);
    case "show-again":
      return showKeptAnswer(deps, inbound);
    case "ask-about":
      return reopenQuestion(deps, inbound);
    case "ask":
      return ask(deps, { ...messageOf(inbound, "mention"), id: `${inbound.id}:ask` });
    case "share":
      return shareAnswer(deps, inbound);
    case "vote":
      return deps.feedback.vote(inbound, at);
    case "ask-agent":
      return askAgent(deps, inbound);
    case "command": {
      const what = JSON.stringify([inbound.on, inbound.value, inbound.actor.user]);
      return (await deps.turns.first(what, inbound.id))
        ? command(deps, messageOf(inbound, "command"), signal)
        : undefined;
    }
    default: {
      const byJobs = await deps.jobs.click(inbound);
      return byJobs === false ? (await deps.triage.click(inbound)) || undefined : byJobs;
    }
  }
};

/** The message that a click stands for. */
const messageOf = ({ id, place, actor, external, trigger, value }: Click, entry: "mention" | "command"): Message => ({
  kind: "message",
  id,
  place,
  actor,
  external,
  ...(trigger && { trigger }),
  text: value,
  entry,
});

const askAgent = async (deps: InteractionDeps, inbound: Click): Promise<undefined> => {
  const suggestion = suggestionIn(inbound.value);
  if (!suggestion) return undefined;
  const { agent, question } = suggestion;
  const message = messageOf({ ...inbound, value: question }, "mention");
  await putQuestion(deps, { ...message, id: `${inbound.id}:ask` }, question, { isClicked: true, agent });
};

const ask = async (deps: InteractionDeps, inbound: Message): Promise<undefined> => {
  await putQuestion(deps, inbound, inbound.text, { isClicked: true });
};
