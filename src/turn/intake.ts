import { createHash } from "node:crypto";
import type { Asking } from "../access/agent-rights.ts";
import type { Departure } from "../ports/chat/departure.ts";
import type { Accept, Attached, Inbound } from "../ports/chat/inbound.ts";
import type { Queue, Task } from "../ports/stores/queue.ts";
import { mostInbound } from "../text/bounds.ts";
import { shortened } from "../text/shorten.ts";
import { plainTyping } from "../text/typing.ts";
import { viewTask } from "./answers/redrawn-answer.ts";
import { parseWords, type Words } from "./interactions/command-words.ts";
import { readPrivacy } from "./privacy/private-words.ts";
import { putQuestion } from "./question-task.ts";
import type { TurnDeps } from "./turn-deps.ts";
import type { Turns } from "./turn-records.ts";

type Message = Extract<Inbound, { kind: "message" }>;
interface IntakeDeps extends Pick<TurnDeps, "queue" | "turns"> {
  jobs: Pick<TurnDeps["jobs"], "names">;
  supervisor: Pick<TurnDeps["supervisor"], "addressee">;
  /** Which agents somebody may ask. */
  mayAsk: (asking: Asking) => (agent: string) => boolean;
}

/**
 * Turns an act of a person into durable tasks. Runs before the platform is answered, so it only reads and stores.
 * A question goes into its thread's ordering key; what must act at once gets an ordering key of its own.
 */
export const createIntake =
  (deps: IntakeDeps): Accept =>
  async (act) => {
    const { queue, turns, jobs } = deps;
    if (act.kind === "departure") return void (await queue.put(departure(act)));
    const length = lengthOf(act);
    if (length > mostInbound) return tooLong(queue, turns, act, length);
    const inbound = act.kind === "message" ? { ...act, text: plainTyping(act.text) } : act;
    if (inbound.kind === "shortcut") return void (await queue.put(interaction(boundedShortcut(inbound), inbound.kind)));
    if (inbound.kind !== "message") return void (await queue.put(interaction(inbound, inbound.kind)));
    if (inbound.entry === "followup" && (inbound.toOthers || !(await turns.joined(inbound.place.thread)))) return;
    const words = parseWords(inbound.text, inbound.entry === "command" ? "command" : "sentence", jobs.names());
    if (words.verb === "ask" || (inbound.entry === "followup" && isAmongPeople(words)))
      return question(deps, inbound, words.verb === "ask" ? words.question : inbound.text.trim());
    // It waits for what the thread is working on.
    if (words.verb === "view") await queue.put(viewTask(inbound, words.view));
    else await queue.put(interaction(inbound, "command"));
  };

/** Words that people also say to each other: they count as commands only where we are mentioned. */
const isAmongPeople = (words: Words): boolean =>
  words.verb === "run"
    ? words.rest === ""
    : words.verb === "misspelt" || words.verb === "remember" || words.verb === "forget" || words.verb === "memory";

/** In a thread that we take part in, people talk to each other, too. */
const question = async (deps: IntakeDeps, inbound: Message, given: string): Promise<void> => {
  const { question: text, isPrivate } = readPrivacy(given);
  const addressee = inbound.entry === "followup" ? deps.supervisor.addressee(text, deps.mayAsk(inbound)) : "bot";
  if (addressee === "people") return;
  if (inbound.mayBeCopy && !(await deps.turns.isFirstToAsk(wordsOf(inbound), inbound.id))) return;
  await putQuestion(deps, withBoundedAttachments(inbound), text, {
    isUnclear: addressee === "unclear",
    isPrivate: isPrivate && !inbound.place.direct,
  });
};

/** Equal for two messages in which one person says the same in one thread. */
const wordsOf = ({ place, actor, text, attached = [] }: Message): string =>
  createHash("sha256")
    .update(JSON.stringify([place.thread, actor.tenant, actor.user, text, attached]))
    .digest("hex");

/** Characters that are kept of everything attached to a question. */
const attachedLength = 4_000;

const withBoundedAttachments = (inbound: Message): Message =>
  inbound.attached ? { ...inbound, attached: bounded(inbound.attached) } : inbound;

const boundedShortcut = (inbound: Extract<Inbound, { kind: "shortcut" }>): Inbound => ({
  ...inbound,
  about: bounded(inbound.about),
});

const bounded = (attached: readonly Attached[]): Attached[] => {
  let left = attachedLength;
  return attached.flatMap((one) => {
    const text = shortened(one.text, Math.max(0, left));
    left -= text.length;
    return text.length > 1 ? [{ ...one, text }] : [];
  });
};

/** The whole text of an act, as it was typed, filled in or clicked. */
const lengthOf = (inbound: Inbound): number => {
  switch (inbound.kind) {
    case "message":
      return inbound.text.length;
    case "click":
      return inbound.value.length;
    case "form":
      return Object.entries(inbound.fields).reduce((sum, field) => sum + field.join("").length, inbound.value.length);
    default:
      return 0;
  }
};

/** A text that is too long is neither read nor stored; the person is told the limit. */
const tooLong = async (queue: Queue, turns: Turns, inbound: Inbound, length: number): Promise<void> => {
  if (isFollowUp(inbound) && !(await turns.joined(inbound.place.thread))) return;
  const task = interaction(emptied(inbound), inbound.kind === "message" ? "command" : inbound.kind);
  await queue.put({ ...task, payload: { inbound: emptied(inbound), tooLong: length } });
};

const isFollowUp = (inbound: Inbound): boolean => inbound.kind === "message" && inbound.entry === "followup";

const emptied = (inbound: Inbound): Inbound => {
  switch (inbound.kind) {
    case "message":
      return { ...inbound, text: "" };
    case "click":
      return { ...inbound, value: "" };
    case "form":
      return { ...inbound, value: "", fields: {} };
    default:
      return inbound;
  }
};

/** With its own ordering key, so that it waits for nothing. */
const departure = (payload: Departure): Task => ({
  id: payload.id,
  orderingKey: `departure:${payload.id}`,
  kind: "departure",
  payload: JSON.parse(JSON.stringify(payload)),
});

const interaction = (inbound: Inbound, kind: string): Task => ({
  id: inbound.id,
  orderingKey: orderingKeyOf(inbound),
  kind,
  payload: { inbound },
});

/** What a Home showed last must be the latest, so one is shown after the other. */
const orderingKeyOf = ({ id, kind, actor: { platform, tenant, user } }: Inbound): string =>
  kind === "open" ? `open:${JSON.stringify([platform, tenant, user])}` : `interaction:${id}`;
