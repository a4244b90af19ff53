import { z } from "zod";
import type { AuditedAct } from "../../audit/audit-log.ts";
import type { JobConfig } from "../../config/config.ts";
import type { Failure } from "../../errors.ts";
import { proofEveryMs } from "../../identity/silent-sign-in.ts";
import { Actor } from "../../ports/actor.ts";
import { Place } from "../../ports/place.ts";
import type { Lease, Task } from "../../ports/stores/queue.ts";
import * as say from "../../reply/jobs/job-notices.ts";
import { type Reader, readerIn } from "../../reply/reader.ts";
import type { Step } from "../../worker/worker.ts";
import type { JobDeps } from "../job-deps.ts";
import { startRefusal } from "../job-rights.ts";
import type { Origin } from "../origin.ts";
import { confirmCardOf, deadline } from "./confirm-card.ts";
import { noteAct, noteActOfRun } from "./lost-act.ts";
import { formOf } from "./parameter-form.ts";
import { Act, type Proposal } from "./proposal.ts";
import type { ProposalOutcome, Standing } from "./proposal-graph.ts";
import { deliver, keepPosted, post, postEphemeral, postNotice, retireForm } from "./proposal-posts.ts";
import { freshRun, watchFreshRun } from "./started-run.ts";

/*
 * Proposals on their way to a run. Each act on one is a task of its ordering key, so that they come one after the
 * other; a task ends as soon as the proposal waits for a person again.
 */

type ProposalDeps = Pick<
  JobDeps,
  | "audit"
  | "catalog"
  | "config"
  | "delivery"
  | "graph"
  | "jobs"
  | "join"
  | "log"
  | "lostTasks"
  | "now"
  | "poller"
  | "proposals"
  | "queue"
  | "rights"
  | "runs"
  | "silentSignIn"
>;

const ProposalTask = z.object({
  proposal: z.string(),
  act: Act,
  /** Who acted where, to answer that person alone. */
  from: z.object({ id: z.string(), actor: Actor, place: Place }),
});
type ProposalTask = z.infer<typeof ProposalTask>;

/** The task that carries an act to its proposal. */
export const actTask = (proposal: string, act: Act, from: ProposalTask["from"]): Task => ({
  id: `${from.id}:${act.kind}`,
  orderingKey: `job:${proposal}`,
  kind: "proposal",
  payload: { proposal, act, from },
});

/** One act on a proposal: as far as it goes without a person, and what they see of it. */
export const proposalStep =
  (deps: ProposalDeps): Step =>
  async (lease) => {
    const { proposal: id, act, from } = ProposalTask.parse(lease.payload);
    const proposal = await deps.proposals.read(id);
    if (!proposal) return { state: "done" };
    noteAct(deps, lease, proposal, from);
    if ((await deps.proposals.phase(id)) === "open") {
      if (await isSigningIn(deps, proposal, act)) return { state: "again", inMs: proofEveryMs };
      const standing = await deps.graph.advance(proposal, act);
      await show(deps, proposal, standing, act, from, lease);
      if (act.kind === "fill" && act.on && standing.state !== "form") {
        const name = deps.catalog.byId(proposal.job)?.name ?? proposal.job;
        await retireForm(deps, proposal, act.on, say.formSent(name, readerOf(deps, proposal)));
      }
    } else if (act.kind === "fill" || act.kind === "open") {
      await postEphemeral(deps, from, say.decided(readerOf(deps, from)));
    }
    deps.lostTasks.ended(lease.id);
    return { state: "done" };
  };

/** Whether whoever asks is being signed in without a click, before an act that may start a run as them. */
const isSigningIn = async (
  deps: ProposalDeps,
  { id, actor, job: name, place }: Proposal,
  act: Act,
): Promise<boolean> => {
  const job = deps.catalog.byId(name);
  const mayStart = act.kind === "begin" || act.kind === "fill" || (act.kind === "decide" && act.start);
  if (!job || !mayStart || startRefusal(deps.config.access, job, { actor, place })) return false;
  const rights = await deps.rights(actor, job, place);
  if (rights.kind !== "sign-in") return false;
  return (await deps.silentSignIn.look(`job:${id}:${act.kind}`, actor, place)) === "pending";
};

/** Runs until a proposal's time is over, then ends it if it still waits. */
export const expiryStep =
  (deps: ProposalDeps): Step =>
  async (lease) => {
    const { proposal: id, act, from } = ProposalTask.parse(lease.payload);
    const proposal = await deps.proposals.read(id);
    if (!proposal || (await deps.proposals.phase(id)) === "closed") return { state: "done" };
    const inMs = deadline(deps, proposal) - deps.now();
    if (inMs > 0) return { state: "again", inMs };
    await deps.queue.put(actTask(id, act, from));
    return { state: "done" };
  };

/** The last word when an act on a proposal could not be carried out. */
export const failProposal = async (deps: ProposalDeps, lease: Lease, failure: Failure): Promise<void> => {
  const { proposal: id } = ProposalTask.parse(lease.payload);
  const proposal = await deps.proposals.read(id);
  if (!proposal || (await deps.proposals.phase(id)) === "closed") return;
  await postNotice(deps, proposal, say.notDone(failure, readerOf(deps, proposal)));
  // A proposal that was given up must not continue when somebody clicks, or when its time is over.
  await deps.proposals.close(id);
};

/** The people of a message: it is in the language of whoever asked. */
const readerOf = ({ config }: Pick<JobDeps, "config">, { place, actor }: Pick<Origin, "actor" | "place">): Reader =>
  readerIn(config, place, actor);

/** Shows where a proposal stands: its form, its confirmation, or how it ended, with which it is closed. */
const show = async (
  deps: ProposalDeps,
  proposal: Proposal,
  standing: Standing,
  act: Act,
  from: Origin,
  lease: Lease,
): Promise<void> => {
  const job = deps.catalog.byId(proposal.job);
  const name = job?.name ?? proposal.job;
  switch (standing.state) {
    case "form":
      await scheduleExpiry(deps, proposal);
      if (job) await askValues(deps, proposal, job, standing, act, from);
      return;
    case "confirm": {
      await scheduleExpiry(deps, proposal);
      if (!job) return;
      const { values, proposed } = standing;
      await post(deps, proposal, confirmCardOf(deps, proposal, { job, values, proposed }));
      return;
    }
    case "ended":
      await end(deps, proposal, standing, name, lease);
      await deps.proposals.close(proposal.id);
  }
};

const end = async (
  deps: ProposalDeps,
  proposal: Proposal,
  { outcome, by }: Extract<Standing, { state: "ended" }>,
  name: string,
  lease: Lease,
): Promise<void> => {
  switch (outcome.state) {
    case "started":
      if (by)
        await audit(deps, proposal, { action: "confirm", actor: by, parameters: outcome.values, outcome: "confirmed" });
      await audit(deps, proposal, {
        action: "start",
        parameters: outcome.values,
        run: outcome.run,
        outcome: "started",
      });
      return showStart(deps, proposal, outcome, name, lease);
    case "refused":
      await audit(deps, proposal, { action: "start", outcome: `refused: ${outcome.failure.code}` });
      return postNotice(deps, proposal, say.notDone(outcome.failure, readerOf(deps, proposal)));
    case "declined":
      await audit(deps, proposal, { action: "decline", actor: outcome.by, outcome: "declined" });
      return postNotice(deps, proposal, say.declined(name, outcome.by, readerOf(deps, proposal)));
    case "expired":
      if (proposal.posted) await post(deps, proposal, say.expired(name, proposal.job, readerOf(deps, proposal)));
  }
};

/** Edits the proposal's message into the card of its run, and watches the run. */
const showStart = async (
  deps: ProposalDeps,
  proposal: Proposal,
  outcome: Extract<ProposalOutcome, { state: "started" }>,
  name: string,
  lease: Lease,
): Promise<void> => {
  const fresh = await freshRun(deps, proposal, outcome, name);
  if (!fresh) return;
  const posted = await deliver(deps, proposal, fresh.notice);
  noteActOfRun(deps, lease, { ...fresh.record, posted });
  await keepPosted(deps, proposal, posted);
  await watchFreshRun(deps, fresh, posted);
};

const audit = (
  { audit: { note } }: Pick<JobDeps, "audit">,
  { id, actor, job, given: parameters, posted, place }: Proposal,
  more: Pick<AuditedAct, "action" | "outcome"> & Partial<AuditedAct>,
): Promise<void> => note({ id, actor, job, parameters, place: posted?.place ?? place, ...more });

/** Puts the end of its time into the queue, once. */
const scheduleExpiry = (deps: ProposalDeps, { id, actor, place }: Proposal) => {
  const task = actTask(id, { kind: "expire" }, { id: `${id}:over`, actor, place });
  return deps.queue.put({ ...task, id: `expiry:${id}`, orderingKey: `expiry:${id}`, kind: "expiry" });
};

/** Opens the form if the platform does so now; else says what is missing, with a button for it. */
const askValues = async (
  deps: ProposalDeps,
  proposal: Proposal,
  job: JobConfig,
  { given, complaints }: Extract<Standing, { state: "form" }>,
  act: Act,
  from: Origin,
): Promise<void> => {
  const to = readerOf(deps, from);
  const opens = act.kind === "begin" || act.kind === "open";
  if (opens) {
    const form = formOf(job, given, complaints, { proposal: proposal.id, to });
    const trigger = act.trigger === undefined ? {} : { trigger: act.trigger };
    const isOpen = await deps.delivery.form(from.place, form, { key: `${from.id}:form`, ...trigger });
    if (isOpen && proposal.posted && act.kind === "begin")
      await post(deps, proposal, say.formOpen(job, proposal.id, to));
    if (isOpen) return;
  }
  const notice = say.formNotice(job, complaints, proposal.id, to);
  await postNotice(deps, proposal, notice, from);
};
