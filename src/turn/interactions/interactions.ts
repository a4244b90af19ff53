import { z } from "zod";
import type { Failure } from "../../errors.ts";
import { Inbound } from "../../ports/chat/inbound.ts";
import type { Reply } from "../../ports/chat/reply.ts";
import type { Lease } from "../../ports/stores/queue.ts";
import { failed, refused, tooLong } from "../../reply/notices/failure-notices.ts";
import type { Step } from "../../worker/worker.ts";
import { takeAway } from "../answers/take-away.ts";
import { greet, refuseHome, showHome, welcome } from "../home/welcomes.ts";
import { isPrivate } from "../privacy/privacy.ts";
import type { TurnDeps } from "../turn-deps.ts";
import { cancelTurn } from "./cancel-turn.ts";
import { click } from "./clicks.ts";
import { command } from "./command-replies.ts";
import { wordsOf } from "./command-words.ts";
import type { FormSent, InteractionDeps, Moment } from "./interaction-deps.ts";
import { askAbout, openQuestion } from "./message-shortcut.ts";
import { askEdited } from "./question-acts.ts";
import { noteRefusal } from "./refusal-audit.ts";

/* Commands, clicks, forms and the platform's Stop control: what acts at once, beside the thread's queue. */

const InteractionTask = z.object({
  inbound: Inbound,
  /** Characters of a text that was too long to be taken. */
  tooLong: z.number().optional(),
});

export const interactionStep =
  (deps: InteractionDeps): Step =>
  async (lease, signal) => {
    const { inbound, tooLong: length } = InteractionTask.parse(lease.payload);
    const refusal = await deps.access.refusal(inbound);
    if (refusal && inbound.kind === "install") return { state: "done" };
    if (refusal && inbound.kind === "open") {
      await refuseHome(deps, inbound, refusal.failure, await deps.localeOf(inbound.actor));
      return { state: "done" };
    }
    if (refusal) await noteRefusal(deps, inbound, refusal.failure);
    else if (length === undefined && (await isEarly(deps, inbound, lease.attempt)))
      return { state: "again", inMs: earlyMs };
    // A reaction is no message to us, so it is not answered.
    if (refusal && inbound.kind === "remove") return { state: "done" };
    const moment = { at: lease.storedAt, signal };
    const reply = refusal
      ? refused(refusal.failure, await deps.localeOf(inbound.actor))
      : await answerTo(deps, await located(deps, inbound), length, moment);
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
  await delivery.post(inbound.place, failed(failure, undefined, locale), {
    key: `${inbound.id}:failed`,
    ...only,
  });
};

/** The act with what the platform knows of where the person is. */
const located = async ({ zoneOf, localeOf }: InteractionDeps, inbound: Inbound): Promise<Inbound> => {
  const words = inbound.kind === "message" ? inbound.text : "";
  const [zone, locale] = await Promise.all([zoneOf(inbound.actor), localeOf(inbound.actor, words)]);
  return { ...inbound, actor: { ...inbound.actor, ...(zone && { zone }), ...(locale && { locale }) } };
};

const earlyMs = 300;
const mostEarly = 40;

/** Buttons of an answer that are about what their message shows. */
const onAnswer: readonly string[] = [
  ...["ask-again", "edit-question", "other-agent", "understood"],
  ...["file", "page", "share", "show-again", "vote"],
];

/**
 * True for a click on a message whose records are not written yet, because people are quick or its replica has died in
 * between: a Cancel of a turn that is unknown, or a button of an answer that its turn is about to end with.
 */
const isEarly = async ({ delivery, turns }: InteractionDeps, inbound: Inbound, attempt: number): Promise<boolean> => {
  if (inbound.kind !== "click" || attempt > mostEarly) return false;
  if (inbound.action === "cancel") return (await turns.read(inbound.value)) === undefined;
  if (!onAnswer.includes(inbound.action) || (await delivery.shownIn(inbound.on)) !== undefined) return false;
  const active = await turns.active(inbound.place.thread);
  const turn = active === undefined ? undefined : await turns.read(active);
  return turn !== undefined && turn.phase !== "closed";
};

/** What is for administrators, or for one person, also where it was asked for aloud. */
const isForOne = (inbound: Inbound, { jobs }: InteractionDeps): boolean =>
  !inbound.place.direct &&
  inbound.kind === "message" &&
  ["clusters", "sql", "home", "memory", "forget", "login", "logout", "whoami"].includes(wordsOf(inbound, jobs).verb);

const answerTo = (
  deps: InteractionDeps,
  inbound: Inbound,
  length: number | undefined,
  moment: Moment,
): Promise<Reply | undefined> =>
  length === undefined ? act(deps, inbound, moment) : Promise.resolve(tooLong(length, inbound.actor.locale));

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

const form = async (deps: InteractionDeps, inbound: FormSent, { at }: Moment): Promise<Reply | undefined> => {
  if (inbound.action === "vote") return deps.feedback.vote(inbound, at);
  if (inbound.action === "ask-about") return askAbout(deps, inbound);
  if (inbound.action === "ask-edited") return askEdited(deps, inbound);
  const byTriage = await deps.triage.form(inbound);
  return byTriage === false ? deps.jobs.form(inbound) : byTriage;
};
