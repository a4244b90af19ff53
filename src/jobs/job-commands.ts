import type { AuditAction } from "../audit/audit-log.ts";
import type { JobConfig } from "../config/config.ts";
import type { Posted } from "../delivery/delivery.ts";
import { Problem } from "../errors.ts";
import type { Inbound } from "../ports/chat/inbound.ts";
import type { Reply } from "../ports/chat/reply.ts";
import { callerOf } from "../ports/databricks/identity.ts";
import * as say from "../reply/jobs/job-notices.ts";
import * as runs from "../reply/jobs/run-notices.ts";
import { type Reader, readerIn } from "../reply/reader.ts";
import type { JobDeps } from "./job-deps.ts";
import { findJob, type JobName } from "./job-names.ts";
import type { JobOrder } from "./job-order.ts";
import { listJobs, listRuns, offersOf, showStatus, showWhy, visibleJobs } from "./job-queries.ts";
import { mayDecide } from "./job-rights.ts";
import type { Origin } from "./origin.ts";
import { latestOwnRuns, type OwnRun, startableJobs } from "./own-jobs.ts";
import { requestName } from "./parameters.ts";
import { noteAct } from "./proposals/lost-act.ts";
import type { Act, Proposal } from "./proposals/proposal.ts";
import { actTask } from "./proposals/proposal-steps.ts";
import { activeRunOf, cancelRun, offerCancel } from "./runs/cancel-run.ts";
import type { RunRecord } from "./runs/run-records.ts";

/** Where an order comes from. */
interface OrderOrigin extends Origin {
  /** What the person said. */
  words: string;
  /** The supervisor understood a sentence so; else it was a command. */
  supervised: boolean;
  trigger?: string | undefined;
  /** See `Inbound`: what is ordered twice within a short time is confirmed. */
  mayBeCopy?: boolean | undefined;
  /** The message in which the person waits for the answer, if there is one. */
  posted?: Posted | undefined;
}

/** Everything that people want of jobs, whatever way it came. Every right is checked here or behind it. */
export interface JobCommands {
  /** How the jobs are called. */
  names(): readonly JobName[];
  /** Carries out an order. Returns the answer; undefined: it follows by itself, in `posted` if there is one. */
  execute(order: JobOrder, from: OrderOrigin): Promise<Reply | undefined>;
  /** A click on one of our buttons; false: it is none of ours. Returns what the clicker must be told. */
  click(click: Extract<Inbound, { kind: "click" }>): Promise<Reply | undefined | false>;
  /** A form was sent. Returns what the sender must be told. */
  form(form: Extract<Inbound, { kind: "form" }>): Promise<Reply | undefined>;
  /** The jobs that this person may start here. */
  startable(by: Origin): JobConfig[];
  /** The runs that this person started last, newest first; what the service does not tell in time is left out. */
  latestRuns(by: Origin, most: number): Promise<OwnRun[]>;
  /** The latest run of a thread that goes on. */
  activeRun(thread: string): Promise<string | undefined>;
  /** The run that a thread is about: the latest that was started or reported there. */
  runOfThread(thread: string): Promise<Pick<RunRecord, "run" | "job" | "parameters"> | undefined>;
}

export const createJobCommands = (deps: JobDeps): JobCommands => ({
  names: deps.catalog.all,
  execute: (order, from) => tellRefusals(readerOf(deps, from), () => carryOut(deps, order, from)),
  click: (click) => tellRefusals(readerOf(deps, click), () => handleClick(deps, click)),
  form: (form) => tellRefusals(readerOf(deps, form), () => handleForm(deps, form)),
  startable: (by) => startableJobs(deps, by),
  latestRuns: (by, most) => latestOwnRuns(deps, by, most),
  activeRun: (thread) => activeRunOf(deps, thread),
  runOfThread: async (thread) => {
    const [latest] = await deps.runs.ofThread(thread);
    return latest && deps.runs.read(latest.run);
  },
});

const readerOf = ({ config }: Pick<JobDeps, "config">, { place, actor }: Pick<Origin, "actor" | "place">): Reader =>
  readerIn(config, place, actor);

/** Reports a problem that will not pass; one that may pass is tried again. */
const tellRefusals = async <T>(to: Reader, work: () => Promise<T>): Promise<T | Reply> => {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.retry === "later") throw thrown;
    return say.notDone(thrown.failure, to);
  }
};

const carryOut = async (deps: JobDeps, order: JobOrder, from: OrderOrigin): Promise<Reply | undefined> => {
  switch (order.action) {
    case "start":
      return propose(deps, order, from);
    case "status":
      return showStatus(deps, resolveTarget(deps, order), from);
    case "cancel":
      return cancel(deps, resolveTarget(deps, order), from);
    case "runs":
      return listRuns(deps, order, from);
    case "jobs":
      return listJobs(deps, order, from);
    case "why":
      return showWhy(deps, resolveTarget(deps, order), from);
  }
};

/** A number may be that of a run or, of the jobs that are listed here, that of a job. */
const resolveTarget = ({ catalog }: JobDeps, order: JobOrder): JobOrder => {
  const { run, ...rest } = order;
  return run !== undefined && catalog.byNumber(run) ? { ...rest, job: run } : order;
};

/** Begins a proposal for the job that is meant, or asks which one. */
const propose = async (deps: JobDeps, order: JobOrder, from: OrderOrigin): Promise<Reply | undefined> => {
  const text = order.job ?? "";
  const found = findJob(deps.catalog.all(), text);
  if ("choices" in found || !found.isSure) {
    // Nothing is started by a name that is only like its own.
    const visible = visibleJobs(deps, from);
    const choices = ("choices" in found ? found.choices : [found.job]).filter((job) => visible.includes(job));
    return say.whichJob(text, choices, { all: visible, ...offersOf(order, readerOf(deps, from)) });
  }
  const { id, actor, place, words, supervised, posted, trigger } = from;
  const { [requestName]: request, ...parameters } = order.parameters;
  const given = request === undefined || supervised ? parameters : { ...parameters, [requestName]: request };
  const at = deps.now();
  const proposal: Proposal = {
    id,
    job: found.job.id,
    actor,
    place,
    words,
    given,
    supervised,
    isSpoken: order.isSpoken,
    proposed: order.proposed,
    at,
    isRepeated: false,
    ...(posted && { posted }),
  };
  const isRepeated = from.mayBeCopy === true && !(await deps.proposals.isFirstToOrder(proposal));
  await deps.proposals.add({ ...proposal, isRepeated });
  await putAct(deps, proposal, { kind: "begin", ...(trigger && { trigger }) }, { id, actor, place });
  return undefined;
};

const cancel = async (deps: JobDeps, { run, job, isSpoken }: JobOrder, from: OrderOrigin): Promise<Reply> => {
  const to = readerOf(deps, from);
  const stop = async (id: string): Promise<Reply> =>
    isSpoken ? (await cancelRun(deps, id, from)).notice : offerCancel(deps, id, from);
  if (run !== undefined) return stop(run);
  if (job === undefined) {
    const going = await activeRunOf(deps, from.place.thread);
    return going === undefined ? runs.nothingRuns(to) : stop(going);
  }
  const visible = visibleJobs(deps, from);
  const found = findJob(visible, job);
  if ("choices" in found)
    return say.whichJob(job, found.choices, { all: visible, wordsOf: ({ id }) => `cancel ${id}`, to });
  const active = await deps.jobs.list({ job: found.job.job_id, active: true, limit: 5 }, callerOf(from.actor));
  const [only, ...others] = active;
  if (!only) return runs.notRunning(found.job.name, to);
  if (others.length > 0) return runs.whichRun(found.job.name, active, deps.now(), to);
  return stop(only.run);
};

const handleClick = async (
  deps: JobDeps,
  { id, action, value, actor, place, trigger }: Extract<Inbound, { kind: "click" }>,
): Promise<Reply | undefined | false> => {
  const from = { id, actor, place };
  switch (action) {
    case "cancel-run": {
      // The card tells that the run is stopping.
      const { notice, isStopping } = await cancelRun(deps, value, from);
      return isStopping ? undefined : notice;
    }
    case "job-start":
      return passToProposal(deps, value, { kind: "decide", start: true, by: actor }, from);
    case "job-decline":
      return passToProposal(deps, value, { kind: "decide", start: false, by: actor }, from);
    case "job-form":
      return passToProposal(deps, value, { kind: "open", ...(trigger && { trigger }) }, from);
    default:
      return false;
  }
};

const handleForm = (
  deps: JobDeps,
  { id, action, value, fields, on, actor, place }: Extract<Inbound, { kind: "form" }>,
): Promise<Reply | undefined> =>
  action === "job-fill"
    ? passToProposal(deps, value, { kind: "fill", fields, ...(on && { on }) }, { id, actor, place })
    : Promise.resolve(undefined);

const auditedAs = (what: Act): AuditAction => {
  if (what.kind !== "decide") return "start";
  return what.start ? "confirm" : "decline";
};

/** Hands an act to its proposal, if there is such a one and this person may decide about it. */
const passToProposal = async (deps: JobDeps, id: string, what: Act, from: Origin): Promise<Reply | undefined> => {
  const proposal = await deps.proposals.read(id);
  if (!proposal) return say.decided(readerOf(deps, from));
  const isRefusal = what.kind === "decide" && !what.start;
  const about = { asker: proposal.actor, job: deps.catalog.byId(proposal.job), isRefusal };
  if (!mayDecide(deps.config.access, about, from.actor)) {
    await deps.audit.note({ ...from, action: auditedAs(what), job: proposal.job, outcome: "refused" });
    return say.notYourDecision(proposal.actor, readerOf(deps, from));
  }
  await putAct(deps, proposal, what, from);
  return undefined;
};

const putAct = async (deps: JobDeps, proposal: Proposal, act: Act, from: Origin): Promise<void> => {
  const task = actTask(proposal.id, act, from);
  const { fresh } = await deps.queue.put(task);
  if (fresh) noteAct(deps, task, proposal, from);
};
