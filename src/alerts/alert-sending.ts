import { z } from "zod";
import { isAdmin, isSame } from "../access/access.ts";
import type { Audit } from "../audit/audit-log.ts";
import type { Config } from "../config/config.ts";
import type { AlertTarget } from "../config/tool-config.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { asProblem, type Failure, isAbort, Problem } from "../errors.ts";
import type { Inbound } from "../ports/chat/inbound.ts";
import type { Notice } from "../ports/chat/reply.ts";
import type { Notification, Notifier, Sent } from "../ports/notifier.ts";
import type { Place } from "../ports/place.ts";
import type { Lease, Queue } from "../ports/stores/queue.ts";
import * as notices from "../reply/alert-notices.ts";
import { phrase } from "../reply/words/phrase.ts";
import type { Step } from "../worker/worker.ts";
import type { Alert, Alerts, Way } from "./alert-records.ts";

/*
 * An alert is sent once by each way of its group. It is tried again only while it is certain that nothing was sent; whoever
 * finds one that was begun and not ended cannot know, says so, and sends nothing.
 */

export interface AlertDeps {
  alerts: Alerts;
  targets: readonly AlertTarget[];
  config: Pick<Config, "access" | "language">;
  notifiers: readonly Notifier[];
  delivery: Pick<Delivery, "post">;
  queue: Queue;
  audit: Audit;
  placeOf: (id: string) => Place | undefined;
}

export interface AlertWork {
  click(inbound: Extract<Inbound, { kind: "click" }>): Promise<Notice>;
  steps: Readonly<Record<string, Step>>;
  /** Undefined: it is not a task of alerts. */
  fail(lease: Lease, failure: Failure): Promise<void> | undefined;
}

export const createAlertWork = (deps: AlertDeps): AlertWork => ({
  click: (inbound) => settle(deps, inbound),
  steps: { "alert-send": sendStep(deps) },
  fail: (lease, failure) => (lease.kind === "alert-send" ? giveUp(deps, lease, failure) : undefined),
});

const settle = async (deps: AlertDeps, inbound: Extract<Inbound, { kind: "click" }>): Promise<Notice> => {
  const { id, actor, place, value, action } = inbound;
  const { locale } = actor;
  const known = await deps.alerts.read(value);
  const target = known && targetOf(deps, known);
  if (!known || !target) return notices.alertGone(locale);
  const mayDecide = isSame(known.by, actor) || isAdmin(deps.config.access, actor);
  const outcome = mayDecide ? action : "refused";
  await deps.audit.note({ id, actor, place, action: "alert", parameters: { to: target.name }, outcome });
  if (!mayDecide) return notices.notYourAlert(known.by, locale);
  const settled = await deps.alerts.settle(value, action === "alert-send" ? "confirmed" : "declined", place);
  if (!settled) return notices.alertGone(locale);
  if (settled.state === "declined") return notices.alertDeclined(locale);
  await deps.queue.put({
    id: `alert:${value}`,
    orderingKey: `alert:${value}`,
    kind: "alert-send",
    payload: { id: value },
  });
  return notices.alertConfirmed(target.name, locale);
};

const targetOf = ({ targets }: Pick<AlertDeps, "targets">, alert: Alert): AlertTarget | undefined =>
  targets.find(({ id }) => id === alert.target);

const SendTask = z.object({ id: z.string() });

/** Sends an alert by every way of its group, and says in its thread how that went. */
const sendStep =
  (deps: AlertDeps): Step =>
  async (lease, signal) => {
    const { id } = SendTask.parse(lease.payload);
    const alert = await deps.alerts.read(id);
    const target = alert && targetOf(deps, alert);
    if (!alert || !target || alert.state !== "confirmed") return { state: "done" };
    const room = await postInRoom(deps, alert, target);
    const ways: notices.WayTold[] = room ? [room] : [];
    for (const notifier of waysOf(deps, target)) {
      const way = await sendOnce(deps, alert, target, notifier, signal);
      ways.push({ title: notifier.title, ...way });
    }
    await tell(deps, alert, target, ways);
    return { state: "done" };
  };

const waysOf = ({ notifiers }: AlertDeps, target: AlertTarget): Notifier[] =>
  notifiers.filter(({ name }) => (name === "mail" ? target.email.length > 0 : name === "incident" && target.incident));

/** A post is made once for its key, so this may be repeated; a click may come again when the key has long ended. */
const postInRoom = async (
  deps: AlertDeps,
  alert: Alert,
  { channel, name }: AlertTarget,
): Promise<notices.WayTold | undefined> => {
  if (channel === undefined) return undefined;
  const place = deps.placeOf(channel);
  if (!place) return { title: phrase("theChannel", {}), state: "failed", reason: phrase("notReached", {}) };
  const begun = await deps.alerts.begin(alert.id, "room");
  const isSent = begun !== "begun" && begun.state === "sent";
  const key = `alert:${alert.id}:room`;
  if (!isSent)
    await deps.delivery.post(place, notices.alertInRoom(name, alert.text, alert.by, deps.config.language), { key });
  await deps.alerts.end(alert.id, "room", { state: "sent" });
  return { title: phrase("theChannel", {}), state: "sent" };
};

const sendOnce = async (
  { alerts, config }: AlertDeps,
  alert: Alert,
  target: AlertTarget,
  notifier: Notifier,
  signal: AbortSignal,
): Promise<Way> => {
  const begun = await alerts.begin(alert.id, notifier.name);
  if (begun !== "begun")
    return begun.state === "sending" ? ended(alerts, alert, notifier, { state: "unknown" }) : begun;
  let sent: Sent;
  try {
    sent = await notifier.send(notificationOf(alert, target, notifier, config.language), signal);
  } catch (thrown) {
    // A Problem, and an abort before anything was sent, mean that surely nothing was sent.
    if (!isAbort(thrown) && !(thrown instanceof Problem)) return ended(alerts, alert, notifier, { state: "unknown" });
    const problem = asProblem(thrown);
    if (!isAbort(thrown) && problem.retry !== "later")
      return ended(alerts, alert, notifier, { state: "failed", reason: problem.sentence });
    await alerts.undo(alert.id, notifier.name);
    throw thrown;
  }
  return ended(alerts, alert, notifier, { state: sent.state });
};

const ended = async (alerts: Alerts, { id }: Alert, { name }: Notifier, way: Way): Promise<Way> => {
  await alerts.end(id, name, way);
  return way;
};

const notificationOf = (
  { id, by, text }: Alert,
  target: AlertTarget,
  { name }: Notifier,
  locale: string,
): Notification => ({
  id: `alert-${name}-${id}`,
  kind: "escalation",
  about: `alert-${id}`,
  to: name === "mail" ? target.email : [],
  ...notices.alertWords(text, by, locale),
  links: [],
  facts: [
    { name: "to", value: target.name },
    { name: "from", value: by.name ?? by.user },
  ],
});

const tell = async (
  { delivery }: AlertDeps,
  { id, by, place }: Alert,
  target: AlertTarget,
  ways: readonly notices.WayTold[],
): Promise<void> => {
  if (place) await delivery.post(place, notices.alertTold(target.name, ways, by.locale), { key: `alert:${id}:told` });
};

/** The last word on an alert that could not be sent in time. */
const giveUp = async (deps: AlertDeps, lease: Lease, failure: Failure): Promise<void> => {
  const alert = await deps.alerts.read(SendTask.parse(lease.payload).id);
  const target = alert && targetOf(deps, alert);
  if (alert && target)
    await tell(deps, alert, target, [{ title: target.name, state: "failed", reason: failure.sentence }]);
};
