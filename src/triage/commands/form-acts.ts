import type { JobConfig } from "../../config/config.ts";
import { dayOf } from "../../config/parameter-values.ts";
import { askedParameters, checkParameters, requestName } from "../../jobs/parameters.ts";
import { formOf } from "../../jobs/proposals/parameter-form.ts";
import type { Form } from "../../ports/chat/form.ts";
import type { Reply } from "../../ports/chat/reply.ts";
import type { Reader } from "../../reply/reader.ts";
import * as say from "../../reply/triage/triage-notices.ts";
import { phraseIn } from "../../reply/words/phrase-reading.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { zoneFor } from "../../text/dates/time-zone.ts";
import { addressesOf } from "../case-card.ts";
import { draftOf } from "../notify/message-draft.ts";
import { beginSending, sendingId } from "../notify/sending.ts";
import type { TriageCase } from "../triage-case.ts";
import { notifierOf, type TriageDeps } from "../triage-deps.ts";
import { allowed, type FormAct, order, readerOf } from "./allowed-act.ts";

/* What people do about a failure by forms: other values for a new run, and a mail. */

/** The parameters of the failed run with those that are proposed, to be changed. */
export const parameterForm = (one: TriageCase, job: JobConfig, to: Reader): Form => {
  const proposed = Object.fromEntries(one.decision.parameters.map(({ name, value }) => [name, value]));
  const form = formOf(job, { ...one.parameters, ...proposed }, [], { proposal: one.id, to });
  const reasons = one.decision.parameters.map(
    ({ name, value, reason }) => `${name} = ${value}: ${phraseIn(reason, to.locale)}.`,
  );
  return {
    ...form,
    ...(reasons.length > 0 && { intro: `${wordsIn(to.locale).triage.mayHelp} ${reasons.join(" ")}` }),
    submit: { action: "triage-start", value: one.id, label: wordsIn(to.locale).triage.buttons.retry, style: "primary" },
  };
};

/** Runs the job again with the values of the form. */
export const startWith = async (deps: TriageDeps, form: FormAct): Promise<Reply | undefined> => {
  const found = await allowed(deps, form.value, form, "retry");
  if ("refusal" in found) return found.refusal;
  const { one, job } = found;
  if (!job) return say.settledAlready(one.name, readerOf(deps, form));
  const names = new Set(askedParameters(job).map(([name]) => name));
  const today = dayOf(deps.now(), zoneFor(form.actor, deps.config.timeZone));
  const given = Object.fromEntries(Object.entries(form.fields).filter(([name]) => names.has(name)));
  const checked = checkParameters(job, given, one.parameters[requestName] ?? "", today);
  if ("complaints" in checked) return say.wrongValues(one.name, checked.complaints, readerOf(deps, form));
  return order(deps, form, { action: "retry-with", values: checked.values });
};

/** The draft of a mail about a failure, to be changed. */
export const emailForm = (deps: TriageDeps, one: TriageCase, to: Reader): Form | undefined => {
  if (!notifierOf(deps, "mail")) return undefined;
  return say.emailForm(one.id, { ...draftOf(one, to), to: addressesOf(deps, one).join(", ") }, to);
};

const mostRecipients = 10;

/** Sends the mail as it was filled in. */
export const sendMail = async (deps: TriageDeps, form: FormAct): Promise<Reply | undefined> => {
  const found = await allowed(deps, form.value, form, "email");
  if ("refusal" in found) return found.refusal;
  const notifier = notifierOf(deps, "mail");
  if (!notifier) return say.settledAlready(found.one.name, readerOf(deps, form));
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
  return say.beingSent(readerOf(deps, form));
};
