import type { AuditAction } from "../audit/audit-log.ts";
import type { JobConfig } from "../config/config.ts";
import { dayOf } from "../config/parameter-values.ts";
import { FailureClass } from "../config/triage-config.ts";
import type { Origin } from "../jobs/origin.ts";
import { askedParameters, checkParameters, requestName } from "../jobs/parameters.ts";
import { formOf } from "../jobs/proposals/parameter-form.ts";
import type { Inbound } from "../ports/chat/inbound.ts";
import type { Form, Reply } from "../ports/chat/reply.ts";
import { traceNotice } from "../reply/triage/triage-card.ts";
import * as say from "../reply/triage/triage-notices.ts";
import { type TriageAct, triageActTask } from "./action-step.ts";
import { addressesOf, canEscalate, showCase } from "./case-card.ts";
import { amendDecision } from "./decision-log.ts";
import { draftOf } from "./notify/message-draft.ts";
import { beginSending, sendAgain, sendingId, sendingOf } from "./notify/sending.ts";
import type { TriageCase } from "./triage-case.ts";
import { notifierOf, type TriageDeps } from "./triage-deps.ts";
import { mayAct, mayInspect } from "./triage-rights.ts";

type Click = Extract<Inbound, { kind: "click" }>;
type Sent = Extract<Inbound, { kind: "form" }>;

/** What people do about failures, by buttons and forms. Every right is checked here. */
export interface TriageCommands {
  /** A click on one of our buttons; false: it is none of ours. Returns what the clicker must be told. */
  click(click: Click): Promise<Reply | undefined | false>;
  /** A form was sent; false: it is none of ours. */
  form(form: Sent): Promise<Reply | undefined | false>;
}

export const createTriageCommands = (deps: TriageDeps): TriageCommands => ({
  click: (click) => handleClick(deps, click),
  form: (form) => handleForm(deps, form),
});

const handleClick = async (deps: TriageDeps, click: Click): Promise<Reply | undefined | false> => {
  switch (click.action) {
    case "triage-repair":
      return order(deps, click, { action: "repair" });
    case "triage-retry":
      return order(deps, click, { action: "retry" });
    case "triage-escalate":
      return order(deps, click, { action: "escalate" });
    case "triage-retry-with":
      return askForm(deps, click, "retry", ({ one, job }) => job && parameterForm(one, job));
    case "triage-email":
      return askForm(deps, click, "email", ({ one }) => emailForm(deps, one));
    case "triage-ignore":
      return askForm(deps, click, "ignore", ({ one }) => say.ignoreForm(one.id, one.name));
    case "triage-heed":
      return heed(deps, click);
    case "triage-resend":
      return resend(deps, click);
    case "triage-trace":
      return showTrace(deps, click);
    case "triage-right":
      return judge(deps, click, undefined);
    case "triage-wrong":
      return askForm(deps, click, "judge", ({ one }) => say.judgeForm(one.id, FailureClass.options));
    default:
      return false;
  }
};

const handleForm = async (deps: TriageDeps, form: Sent): Promise<Reply | undefined | false> => {
  switch (form.action) {
    case "triage-start":
      return startWith(deps, form);
    case "triage-send":
      return sendMail(deps, form);
    case "triage-silence":
      return order(deps, form, {
        action: "ignore",
        reason: (form.fields["reason"] ?? "").trim().slice(0, 500) || "no reason given",
      });
    case "triage-judge":
      return judge(deps, form, FailureClass.safeParse(form.fields["class"]).data);
    default:
      return false;
  }
};

interface Allowed {
  one: TriageCase;
  job: JobConfig | undefined;
}

/** The failure, if there is one and this person may do this about it. Refusals are noted. */
const allowed = async (
  deps: TriageDeps,
  id: string,
  { id: act, actor, place }: Origin,
  action: AuditAction,
): Promise<Allowed | { refusal: Reply }> => {
  const one = await deps.cases.read(id);
  const job = one && deps.catalog.byNumber(one.number);
  if (one && mayAct(deps.config, one, job, { actor, place })) return { one, job };
  await deps.audit.note({
    ...{ id: act, actor, place, action, outcome: "refused" },
    ...(one ? { job: one.job ?? one.number, run: one.run } : {}),
  });
  const isVisible = one && mayInspect(deps.config, one, job, { actor, place });
  return {
    refusal:
      isVisible || one?.posted?.place.thread === place.thread ? say.notYourFailure(one.name) : say.unknownFailure,
  };
};

/** Puts what a person wants into the queue of its job. */
const order = async (
  deps: TriageDeps,
  inbound: Click | Sent,
  what: Pick<TriageAct, "action" | "reason" | "values">,
): Promise<Reply | undefined> => {
  const { id, actor, place, value } = inbound;
  const found = await allowed(deps, value, inbound, what.action === "retry-with" ? "retry" : what.action);
  if ("refusal" in found) return found.refusal;
  if (what.action === "escalate" && !canEscalate(deps)) return say.nobodyOnCall;
  await deps.queue.put(triageActTask({ ...what, case: found.one.id, id, by: actor, place }, found.one.number));
  return undefined;
};

/** Puts a form before a person who may send it. */
const askForm = async (
  deps: TriageDeps,
  click: Click,
  action: AuditAction,
  make: (found: Allowed) => Form | undefined,
): Promise<Reply | undefined> => {
  const found = await allowed(deps, click.value, click, action);
  if ("refusal" in found) return found.refusal;
  if (found.one.state.kind !== "open" && action !== "email" && action !== "judge")
    return say.settledAlready(found.one.name);
  const form = make(found);
  if (!form) return say.settledAlready(found.one.name);
  const trigger = click.trigger === undefined ? {} : { trigger: click.trigger };
  const isOpen = await deps.delivery.form(click.place, form, { key: `${click.id}:form`, ...trigger });
  return isOpen ? undefined : say.clickAgain;
};

/** The parameters of the failed run with those that are proposed, to be changed. */
const parameterForm = (one: TriageCase, job: JobConfig): Form => {
  const proposed = Object.fromEntries(one.decision.parameters.map(({ name, value }) => [name, value]));
  const form = formOf(job, { ...one.parameters, ...proposed }, [], one.id);
  const reasons = one.decision.parameters.map(({ name, value, reason }) => `${name} = ${value}: ${reason}.`);
  return {
    ...form,
    ...(reasons.length > 0 && { intro: `These values may help. ${reasons.join(" ")}` }),
    submit: { action: "triage-start", value: one.id, label: "Retry", style: "primary" },
  };
};

const startWith = async (deps: TriageDeps, form: Sent): Promise<Reply | undefined> => {
  const found = await allowed(deps, form.value, form, "retry");
  if ("refusal" in found) return found.refusal;
  const { one, job } = found;
  if (!job) return say.settledAlready(one.name);
  const names = new Set(askedParameters(job).map(([name]) => name));
  const given = Object.fromEntries(Object.entries(form.fields).filter(([name]) => names.has(name)));
  const checked = checkParameters(job, given, one.parameters[requestName] ?? "", dayOf(deps.now(), form.actor.zone));
  if ("complaints" in checked) return say.wrongValues(one.name, checked.complaints);
  return order(deps, form, { action: "retry-with", values: checked.values });
};

const emailForm = (deps: TriageDeps, one: TriageCase): Form | undefined => {
  if (!notifierOf(deps, "mail")) return undefined;
  return say.emailForm(one.id, { ...draftOf(one), to: addressesOf(deps, one).join(", ") });
};

const mostRecipients = 10;

const sendMail = async (deps: TriageDeps, form: Sent): Promise<Reply | undefined> => {
  const found = await allowed(deps, form.value, form, "email");
  if ("refusal" in found) return found.refusal;
  const notifier = notifierOf(deps, "mail");
  if (!notifier) return say.settledAlready(found.one.name);
  const { to = "", subject = "", text = "" } = form.fields;
  const addresses = to
    .split(/[\s,;]+/)
    .filter(Boolean)
    .slice(0, mostRecipients);
  const { id: act, actor, place } = form;
  await beginSending(deps, {
    id: sendingId("mail", "report", found.one.id, act),
    ...{ case: found.one.id, notifier: "mail", kind: "report", to: addresses, subject, text },
  });
  const about = { job: found.one.job ?? found.one.number, run: found.one.run };
  await deps.audit.note({ id: act, actor, place, action: "email", ...about, outcome: `to ${addresses.join(", ")}` });
  return say.beingSent(notifier.title);
};

const resend = async (deps: TriageDeps, click: Click): Promise<Reply | undefined> => {
  const sending = await sendingOf(deps, click.value);
  if (!sending) return say.unknownFailure;
  const found = await allowed(deps, sending.case, click, "email");
  if ("refusal" in found) return found.refusal;
  await sendAgain(deps, sending.id, click.id);
  const { id, actor, place } = click;
  await deps.audit.note({ id, actor, place, action: "email", run: found.one.run, outcome: "sent again" });
  return undefined;
};

/** A person says whether the kind of failure is right, or what it really was. */
const judge = async (
  deps: TriageDeps,
  from: Click | Sent,
  named: FailureClass | undefined,
): Promise<Reply | undefined> => {
  const found = await allowed(deps, from.value, from, "judge");
  if ("refusal" in found) return found.refusal;
  const { one } = found;
  const really = named ?? one.decision.class;
  const { id, actor, place } = from;
  await amendDecision(deps, one, undefined, { really });
  await deps.audit.note({
    id,
    actor,
    place,
    action: "judge",
    job: one.job ?? one.number,
    run: one.run,
    outcome: really,
  });
  const who = actor.name ?? "somebody";
  const line =
    really === one.decision.class ? `The cause is right, says ${who}` : `It was really ${really}, says ${who}`;
  const shown = await deps.cases.update(one.id, (known) => ({
    ...known,
    isJudged: true,
    log: known.log.includes(line) ? known.log : [...known.log, line],
  }));
  if (shown) await showCase(deps, shown);
  return undefined;
};

const heed = async (deps: TriageDeps, click: Click): Promise<Reply | undefined> => {
  const found = await allowed(deps, click.value, click, "heed");
  if ("refusal" in found) return found.refusal;
  const { one } = found;
  await deps.cases.heed(one.number, one.signature);
  await deps.cases.open(one.number, one.id);
  const { id, actor, place } = click;
  await deps.audit.note({
    id,
    actor,
    place,
    action: "heed",
    job: one.job ?? one.number,
    run: one.run,
    outcome: "done",
  });
  const shown = await deps.cases.update(one.id, (known) =>
    known.state.kind === "ignored"
      ? {
          ...known,
          state: { kind: "open" },
          log: [...known.log, `No longer ignored, says ${actor.name ?? "somebody"}`],
        }
      : known,
  );
  if (shown) await showCase(deps, shown);
  return undefined;
};

/** For who may act and who may see the job; to nobody else is it known that there is one. */
const showTrace = async (deps: TriageDeps, click: Click): Promise<Reply> => {
  const one = await deps.cases.read(click.value);
  const job = one && deps.catalog.byNumber(one.number);
  return one && mayInspect(deps.config, one, job, click)
    ? traceNotice(one.name, one.run, one.trace)
    : say.unknownFailure;
};
