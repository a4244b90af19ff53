import type { Posted } from "../../delivery/delivery.ts";
import type { Notice, Reply } from "../../ports/chat/reply.ts";
import type { PostRef } from "../../ports/place.ts";
import type { JobDeps } from "../job-deps.ts";
import type { Origin } from "../origin.ts";
import type { Proposal } from "./proposal.ts";

type PostDeps = Pick<JobDeps, "delivery" | "join" | "proposals">;

/** Shows it in the proposal's message, if it has one or nobody else could read a new one; else to that person alone. */
export const postNotice = async (
  deps: PostDeps,
  proposal: Proposal,
  notice: Notice,
  to: Origin = proposal,
): Promise<void> => {
  if (proposal.posted || proposal.place.direct) await post(deps, proposal, notice);
  else await postEphemeral(deps, to, notice);
};

/** Shows it to one person alone. */
export const postEphemeral = ({ delivery }: PostDeps, { id, actor, place }: Origin, notice: Notice): Promise<Posted> =>
  delivery.post(place, notice, { key: `${id}:ephemeral`, ...(place.direct ? {} : { only: actor }) });

/** Shows it in the proposal's one message, which everybody in the place sees. */
export const post = async (deps: PostDeps, proposal: Proposal, reply: Reply): Promise<Posted> => {
  const posted = await deliver(deps, proposal, reply);
  await keepPosted(deps, proposal, posted);
  return posted;
};

/** The first half of `post`: what people see. */
export const deliver = ({ delivery }: PostDeps, { id, place, posted }: Proposal, reply: Reply): Promise<Posted> =>
  posted ? delivery.finish(posted, reply, `${id}:card`) : delivery.post(place, reply, { key: `${id}:card` });

/** The second half of `post`: what we remember of it. */
export const keepPosted = async (deps: PostDeps, proposal: Proposal, posted: Posted): Promise<void> => {
  await deps.proposals.write({ ...proposal, posted });
  await deps.join(posted.place.thread, proposal.actor);
};

/**
 * Puts the thanks in the place of a form that was shown as a message and has been sent with valid values. One that stays
 * does no harm. Clients can name any message: one that shows something else stays.
 */
export const retireForm = async (
  { delivery, log }: Pick<JobDeps, "delivery" | "log">,
  { id, place }: Proposal,
  form: PostRef,
  thanks: Notice,
): Promise<void> => {
  try {
    const shown = await delivery.shownIn(form);
    if (shown !== undefined && shown !== `${id}:form`) return;
    await delivery.finish({ ref: form, place }, thanks, `${id}:form`);
  } catch (err) {
    log.warn({ event: "jobs.form-not-removed", err, proposal: id }, "a form that was sent could not be removed");
  }
};
