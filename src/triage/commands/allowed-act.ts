import type { AuditAction } from "../../audit/audit-log.ts";
import type { JobConfig } from "../../config/config.ts";
import type { Origin } from "../../jobs/origin.ts";
import type { Form } from "../../ports/chat/form.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import type { Reply } from "../../ports/chat/reply.ts";
import { type Reader, readerIn } from "../../reply/reader.ts";
import * as say from "../../reply/triage/triage-notices.ts";
import { type TriageAct, triageActTask } from "../action-step.ts";
import { canEscalate } from "../case-card.ts";
import type { TriageCase } from "../triage-case.ts";
import type { TriageDeps } from "../triage-deps.ts";
import { mayAct, mayInspect } from "../triage-rights.ts";

/* Acts of people on a failure, as far as their rights. */

export type ClickAct = Extract<Inbound, { kind: "click" }>;
export type FormAct = Extract<Inbound, { kind: "form" }>;

export interface Allowed {
  one: TriageCase;
  job: JobConfig | undefined;
}

/** Whoever acts is told in their own language. */
export const readerOf = ({ config }: Pick<TriageDeps, "config">, { place, actor }: Origin): Reader =>
  readerIn(config, place, actor);

/** The failure, if there is one and this person may do this about it. Refusals are noted. */
export const allowed = async (
  deps: TriageDeps,
  id: string,
  by: Origin,
  action: AuditAction,
): Promise<Allowed | { refusal: Reply }> => {
  const { id: act, actor, place } = by;
  const one = await deps.cases.read(id);
  const job = one && deps.catalog.byNumber(one.number);
  if (one && mayAct(deps.config, one, job, { actor, place })) return { one, job };
  await deps.audit.note({
    ...{ id: act, actor, place, action, outcome: "refused" },
    ...(one ? { job: one.job ?? one.number, run: one.run } : {}),
  });
  const isVisible = one && mayInspect(deps.config, one, job, { actor, place });
  const to = readerOf(deps, by);
  return {
    refusal:
      one && (isVisible || one.posted?.place.thread === place.thread)
        ? say.notYourFailure(one.name, to)
        : say.unknownFailure(to),
  };
};

/** Puts what a person wants into the queue of its job. */
export const order = async (
  deps: TriageDeps,
  inbound: ClickAct | FormAct,
  what: Pick<TriageAct, "action" | "reason" | "values">,
): Promise<Reply | undefined> => {
  const { id, actor, place, value } = inbound;
  const found = await allowed(deps, value, inbound, what.action === "retry-with" ? "retry" : what.action);
  if ("refusal" in found) return found.refusal;
  if (what.action === "escalate" && !canEscalate(deps)) return say.nobodyOnCall(readerOf(deps, inbound));
  await deps.queue.put(triageActTask({ ...what, case: found.one.id, id, by: actor, place }, found.one.number));
  const card = found.one.posted?.place;
  // A card shows what becomes of it; a click elsewhere would seem to do nothing.
  return card && card.thread !== place.thread ? say.onItsCard(found.one.name, readerOf(deps, inbound)) : undefined;
};

/** Puts a form before a person who may send it. */
export const askForm = async (
  deps: TriageDeps,
  click: ClickAct,
  action: AuditAction,
  make: (found: Allowed, to: Reader) => Form | undefined,
): Promise<Reply | undefined> => {
  const found = await allowed(deps, click.value, click, action);
  if ("refusal" in found) return found.refusal;
  const to = readerOf(deps, click);
  if (found.one.state.kind !== "open" && action !== "email" && action !== "judge")
    return say.settledAlready(found.one.name, to);
  const form = make(found, to);
  if (!form) return say.settledAlready(found.one.name, to);
  const trigger = click.trigger === undefined ? {} : { trigger: click.trigger };
  const isOpen = await deps.delivery.form(click.place, form, { key: `${click.id}:form`, ...trigger });
  return isOpen ? undefined : say.clickAgain(to);
};
