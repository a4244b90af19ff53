import { createHash } from "node:crypto";
import { z } from "zod";
import { asProblem, type Failure, isAbort, Problem } from "../../errors.ts";
import type { Sent } from "../../ports/notifier.ts";
import type { Lease, Task } from "../../ports/stores/queue.ts";
import { readerIn } from "../../reply/reader.ts";
import { phrase } from "../../reply/words/phrase.ts";
import { retention } from "../../retention.ts";
import type { Step } from "../../worker/worker.ts";
import { showCase } from "../case-card.ts";
import type { TriageCase } from "../triage-case.ts";
import { notifierOf, type TriageDeps } from "../triage-deps.ts";
import { draftOf, notificationOf } from "./message-draft.ts";

/*
 * Mails and incidents about a failure. Each is sent once: it is tried again only while it is certain that nothing was
 * sent. Whoever finds one that was begun and not noted as sent cannot know, so a person decides whether to send it again.
 */

const Sending = z.object({
  id: z.string(),
  case: z.string(),
  /** `mail`, `incident`. */
  notifier: z.string(),
  kind: z.enum(["escalation", "retry", "recovery", "report"]),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  state: z.enum(["waiting", "sending", "sent", "unknown", "failed"]),
});
export type Sending = z.infer<typeof Sending>;

const SendTask = z.object({ id: z.string(), again: z.string().optional() });

const keyOf = (id: string): string => `triage-sending:${id}`;

const sendTask = (id: string, again?: string): Task => ({
  id: `send:${id}${again === undefined ? "" : `:${again}`}`,
  orderingKey: `send:${id}`,
  kind: "triage-send",
  payload: { id, ...(again !== undefined && { again }) },
});

/** Has something sent, once for its id. */
export const beginSending = async (
  deps: Pick<TriageDeps, "queue" | "records">,
  sending: Omit<Sending, "state">,
): Promise<void> => {
  await deps.records.add(keyOf(sending.id), { ...sending, state: "waiting" }, retention.failures);
  await deps.queue.put(sendTask(sending.id));
};

/** Names what is sent because of an act, on whatever platform: short, and the same when the act is repeated. */
export const sendingId = (notifier: string, kind: Sending["kind"], of: string, act: string): string =>
  `${notifier}-${kind}-${createHash("sha256")
    .update(JSON.stringify([of, act]))
    .digest("hex")
    .slice(0, 32)}`;

/** Something about this failure that is sent by itself. */
export const usualSending = (
  { config }: Pick<TriageDeps, "config">,
  one: TriageCase,
  how: Pick<Sending, "kind" | "notifier" | "to"> & { act: string },
): Omit<Sending, "state"> => ({
  ...draftOf(one, readerIn(config, undefined, undefined)),
  id: sendingId(how.notifier, how.kind, one.id, how.act),
  case: one.id,
  kind: how.kind,
  notifier: how.notifier,
  to: [...how.to],
});

/** Which failure a notification is about. */
export const sendingOf = async ({ records }: Pick<TriageDeps, "records">, id: string): Promise<Sending | undefined> => {
  const found = await records.read(keyOf(id));
  return found && Sending.parse(found.value);
};

/** Sends what nobody knows to have arrived once more, by the wish of a person. */
export const sendAgain = async (
  deps: Pick<TriageDeps, "queue" | "records">,
  id: string,
  act: string,
): Promise<void> => {
  await deps.queue.put(sendTask(id, act));
};

type SendDeps = Pick<TriageDeps, "cases" | "catalog" | "config" | "delivery" | "notifiers" | "records">;

/** Sends a notification, and says on the card how that went. */
export const sendStep =
  (deps: SendDeps): Step =>
  async (lease, signal) => {
    const { id, again } = SendTask.parse(lease.payload);
    const sending = await claim(deps, id, again !== undefined);
    if (sending === "settled" || sending === undefined) return { state: "done" };
    if (sending === "unsure") {
      await settle(deps, id, "unknown", undefined);
      return { state: "done" };
    }
    const one = await deps.cases.read(sending.case);
    const notifier = notifierOf(deps, sending.notifier);
    if (!one || !notifier) return { state: "done" };
    let sent: Sent;
    try {
      sent = await notifier.send(notificationOf(one, sending, readerIn(deps.config, undefined, undefined)), signal);
    } catch (thrown) {
      await settleFailure(deps, id, thrown);
      return { state: "done" };
    }
    // What goes wrong from here on is no matter of what was sent.
    await settle(deps, id, sent.state, undefined, "refused" in sent ? sent.refused : []);
    return { state: "done" };
  };

/** A Problem, and an abort before anything was sent, mean that nothing was sent. Of anything else nobody knows. */
const settleFailure = async (deps: SendDeps, id: string, thrown: unknown): Promise<void> => {
  const isAborted = isAbort(thrown);
  if (!isAborted && !(thrown instanceof Problem)) return settle(deps, id, "unknown", undefined);
  await mark(deps, id, "waiting");
  if (isAborted || asProblem(thrown).retry === "later") throw thrown;
  await settle(deps, id, "failed", asProblem(thrown));
};

/** The last word on a notification that could not be sent in time. */
export const failSending = async (deps: SendDeps, lease: Lease, problem: Pick<Failure, "sentence">): Promise<void> => {
  await settle(deps, SendTask.parse(lease.payload).id, "failed", problem);
};

/** The right to send it now. `unsure`: somebody began to, and it is not known what came of it. */
const claim = async (
  { records }: Pick<TriageDeps, "records">,
  id: string,
  isAgain: boolean,
): Promise<Sending | "settled" | "unsure" | undefined> => {
  const found = await records.read(keyOf(id));
  if (!found) return undefined;
  const sending = Sending.parse(found.value);
  if (sending.state === "sending") return "unsure";
  const isDue = sending.state === "waiting" || (isAgain && (sending.state === "unknown" || sending.state === "failed"));
  if (!isDue) return "settled";
  const claimed = { ...sending, state: "sending" as const };
  return (await records.swap(keyOf(id), found.version, claimed, retention.failures)) ? claimed : "settled";
};

const mark = async ({ records }: Pick<TriageDeps, "records">, id: string, state: Sending["state"]) => {
  const found = await records.read(keyOf(id));
  if (!found) return undefined;
  const before = Sending.parse(found.value);
  // Whoever lost the lease of the task does not undo what its successor knows.
  if (state === "waiting" && before.state !== "sending") return before;
  const sending = { ...before, state };
  if (state === "waiting") await records.swap(keyOf(id), found.version, sending, retention.failures);
  else await records.write(keyOf(id), sending, retention.failures);
  return sending;
};

/** Lines and buttons "Send again" that a card keeps. */
const mostLines = 20;
const mostUnsure = 3;

const lineOf = (
  way: string,
  state: "sent" | "unknown" | "failed",
  { sentence, addresses }: { sentence: string; addresses: string },
): string => {
  if (state === "unknown") return phrase("sentUnknown", { way });
  if (state === "failed") return phrase("notSent", { way, sentence });
  return addresses === "" ? phrase("sent", { way }) : phrase("sentRefused", { way, addresses });
};

const settle = async (
  deps: SendDeps,
  id: string,
  state: "sent" | "unknown" | "failed",
  problem: Pick<Failure, "sentence"> | undefined,
  refused: readonly string[] = [],
): Promise<void> => {
  const sending = await mark(deps, id, state);
  if (!sending) return;
  const title = notifierOf(deps, sending.notifier)?.title ?? sending.notifier;
  const way = sending.to.length > 0 ? phrase("eMailTo", { addresses: sending.to.join(", ") }) : title;
  const line = lineOf(way, state, { sentence: problem?.sentence ?? "", addresses: refused.join(", ") });
  const others = (ids: readonly string[]) => ids.filter((other) => other !== id);
  const one = await deps.cases.update(sending.case, (known) => ({
    ...known,
    log: [...known.log.filter((other) => !other.startsWith(`${way}:`)), line].slice(-mostLines),
    unsure: (state === "sent" ? others(known.unsure) : [...others(known.unsure), id]).slice(-mostUnsure),
  }));
  if (one) await showCase(deps, one);
};
