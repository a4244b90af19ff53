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
 * An alert is sent once by each way of its group, by all of them side by side: what is wrong with one holds up no other.
 * It is tried again only while it is certain that nothing was sent; whoever finds one that was begun and not ended cannot
 * know, says so, and sends nothing.
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
  const channel = target.channel === undefined ? undefined : deps.placeOf(target.channel);
  const state = action === "alert-send" ? "confirmed" : "declined";
  const settled = await deps.alerts.settle(value, state, { place, ...(channel && { channel }) });
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
    if (alert?.state !== "confirmed") return { state: "done" };
    const target = targetOf(deps, alert);
    if (!target) await tell(deps, alert, notices.alertUnsent(alert.by.locale));
    else {
      const ways = await everyWay(waysOf(deps, alert, target), signal);
      await tell(deps, alert, notices.alertOutcome(target.name, ways, alert.by.locale));
    }
    return { state: "done" };
  };

/** One way to the people of a group; its name is the same after a crash. */
interface AlertWay {
  name: string;
  title: string;
  go(signal: AbortSignal): Promise<Way>;
}

/** How each of them ended. Rejects when one is to be tried again; the others remember that they have ended. */
const everyWay = async (ways: readonly AlertWay[], signal: AbortSignal): Promise<notices.WayOutcome[]> => {
  const tried = await Promise.allSettled(ways.map(({ go }) => go(signal)));
  return tried.map((one, at) => {
    if (one.status === "rejected") throw one.reason;
    return { title: ways[at]?.title ?? "", ...one.value };
  });
};

const waysOf = (deps: AlertDeps, alert: Alert, target: AlertTarget): AlertWay[] => {
  const { channel } = target;
  const post = { name: "channel", title: phrase("theChannel", {}) };
  const notifiers = deps.notifiers.filter(({ name }) =>
    name === "mail" ? target.email.length > 0 : name === "incident" && target.incident,
  );
  return [
    ...(channel === undefined ? [] : [{ ...post, go: () => postInChannel(deps, alert, target.name, channel) }]),
    ...notifiers.map((notifier) => ({
      ...{ name: notifier.name, title: notifier.title },
      go: (signal: AbortSignal) => sendOnce(deps, alert, target, notifier, signal),
    })),
  ];
};

/** A post is made once for its key, so this may be repeated; a click may come again when the key has long ended. */
const postInChannel = async (deps: AlertDeps, alert: Alert, name: string, channel: string): Promise<Way> => {
  const { alerts, delivery, config } = deps;
  const place = alert.channel ?? deps.placeOf(channel);
  // After a start, a channel is not known before its platform has been reached.
  if (!place) throw Problem.of("notify.no-channel", {}, { retry: "later", detail: channel });
  const begun = await alerts.begin(alert.id, "channel");
  if (begun !== "begun" && begun.state !== "sending") return begun;
  try {
    const notice = notices.alertInChannel(name, alert.text, alert.by, config.language);
    await delivery.post(place, notice, { key: `alert:${alert.id}:channel` });
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.retry === "later") throw thrown;
    return ended(alerts, alert, "channel", { state: "failed", reason: thrown.sentence });
  }
  return ended(alerts, alert, "channel", { state: "sent" });
};

const sendOnce = async (
  { alerts, config }: AlertDeps,
  alert: Alert,
  target: AlertTarget,
  notifier: Notifier,
  signal: AbortSignal,
): Promise<Way> => {
  const { name } = notifier;
  const begun = await alerts.begin(alert.id, name);
  if (begun !== "begun") return begun.state === "sending" ? ended(alerts, alert, name, { state: "unknown" }) : begun;
  let sent: Sent;
  try {
    sent = await notifier.send(notificationOf(alert, target, notifier, config.language), signal);
  } catch (thrown) {
    // A Problem, and an abort before anything was sent, mean that nothing was sent.
    if (!isAbort(thrown) && !(thrown instanceof Problem)) return ended(alerts, alert, name, { state: "unknown" });
    const problem = asProblem(thrown);
    if (!isAbort(thrown) && problem.retry !== "later")
      return ended(alerts, alert, name, { state: "failed", reason: problem.sentence });
    await alerts.undo(alert.id, name);
    throw thrown;
  }
  return ended(alerts, alert, name, { state: sent.state });
};

const ended = async (alerts: Alerts, { id }: Alert, name: string, way: Way): Promise<Way> => {
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

const tell = async ({ delivery }: AlertDeps, { id, place }: Alert, notice: Notice): Promise<void> => {
  if (place) await delivery.post(place, notice, { key: `alert:${id}:outcome` });
};

/** The last word on an alert that could not be sent by every way in time: how each of them ended. */
const giveUp = async (deps: AlertDeps, lease: Lease, failure: Failure): Promise<void> => {
  const alert = await deps.alerts.read(SendTask.parse(lease.payload).id);
  const target = alert && targetOf(deps, alert);
  if (!alert || !target) return;
  const ways = waysOf(deps, alert, target).map(async ({ name, title }): Promise<notices.WayOutcome> => {
    const known = await deps.alerts.way(alert.id, name);
    return { title, ...(known ?? { state: "failed", reason: failure.sentence }) };
  });
  await tell(deps, alert, notices.alertOutcome(target.name, await Promise.all(ways), alert.by.locale));
};
