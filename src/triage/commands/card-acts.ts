import type { FailureClass } from "../../config/triage-config.ts";
import type { Reply } from "../../ports/chat/reply.ts";
import { traceNotice } from "../../reply/triage/triage-card.ts";
import * as say from "../../reply/triage/triage-notices.ts";
import { phrase } from "../../reply/words/phrase.ts";
import { showCase } from "../case-card.ts";
import { amendDecision } from "../decision-log.ts";
import { sendAgain, sendingOf } from "../notify/sending.ts";
import type { TriageDeps } from "../triage-deps.ts";
import { mayInspect } from "../triage-rights.ts";
import { allowed, type ClickAct, type FormAct, readerOf } from "./allowed-act.ts";

/* What people do about a failure by buttons, besides having it run again. */

/** Sends a notification once more of which nobody knows whether it arrived. */
export const resend = async (deps: TriageDeps, click: ClickAct): Promise<Reply | undefined> => {
  const sending = await sendingOf(deps, click.value);
  if (!sending) return say.unknownFailure(readerOf(deps, click));
  const found = await allowed(deps, sending.case, click, "email");
  if ("refusal" in found) return found.refusal;
  await sendAgain(deps, sending.id, click.id);
  const { id, actor, place } = click;
  await deps.audit.note({ id, actor, place, action: "email", run: found.one.run, outcome: "sent again" });
  return undefined;
};

/** A person says whether the kind of failure is right, or what it really was. */
export const judge = async (
  deps: TriageDeps,
  from: ClickAct | FormAct,
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
  const who = actor.name ?? phrase("somebody", {});
  const line =
    really === one.decision.class ? phrase("causeRight", { who }) : phrase("reallyWas", { failure: really, who });
  const shown = await deps.cases.update(one.id, (known) => ({
    ...known,
    isJudged: true,
    log: known.log.includes(line) ? known.log : [...known.log, line],
  }));
  if (shown) await showCase(deps, shown);
  return undefined;
};

/** Takes back that failures of this kind are ignored. */
export const heed = async (deps: TriageDeps, click: ClickAct): Promise<Reply | undefined> => {
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
          log: [...known.log, phrase("heeded", { who: actor.name ?? phrase("somebody", {}) })],
        }
      : known,
  );
  if (shown) await showCase(deps, shown);
  return undefined;
};

/** For who may act and who may see the job; to nobody else is it known that there is one. */
export const showTrace = async (deps: TriageDeps, click: ClickAct): Promise<Reply> => {
  const one = await deps.cases.read(click.value);
  const job = one && deps.catalog.byNumber(one.number);
  const to = readerOf(deps, click);
  return one && mayInspect(deps.config, one, job, click)
    ? traceNotice(one.name, one.run, one.trace, to)
    : say.unknownFailure(to);
};
