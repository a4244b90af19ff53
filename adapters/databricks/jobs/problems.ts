import { Problem } from "../../../src/errors.ts";
import type { Caller } from "../../../src/ports/databricks/identity.ts";
import { phrase } from "../../../src/reply/words/phrase.ts";
import { type Fault, faultOf } from "../fault.ts";
import { withFailure } from "../problem.ts";

/** On whose behalf a call is made, and what it is about. */
export interface About extends Subject {
  caller: Caller;
}

interface Subject {
  job?: string | undefined;
  run?: string | undefined;
  cluster?: string | undefined;
}

/** What a failed call means for the job or run. Problems of the service itself, and all others, stay as they are. */
export const jobProblem = async (
  thrown: unknown,
  about: Subject & { right: string; caller?: Caller },
  identity: () => Promise<string>,
): Promise<unknown> => {
  const fault = thrown instanceof Problem ? faultOf(thrown) : undefined;
  if (!(thrown instanceof Problem) || !fault) return thrown;
  if (isMissing(fault)) return withFailure(thrown, missing(about).failure);
  if (thrown.code === "databricks.forbidden")
    return withFailure(thrown, forbidden(about, fault, await identity()).failure);
  if (thrown.code === "databricks.invalid" && fault.status === 400)
    return withFailure(thrown, refused(about, fault).failure);
  return thrown;
};

/** An id that cannot be one, and is not asked for. */
export const unknownId = (about: Subject): Problem => missing(about);

/** For `catch`: undefined if the job or run is gone or hidden from us; rethrows everything else. */
export const unlessHidden = (thrown: unknown): undefined => {
  if (thrown instanceof Problem && ["jobs.unknown", "jobs.permission"].includes(thrown.code)) return undefined;
  throw thrown;
};

/** The Jobs API answers with a 400 whose code means any wrong parameter, so only the words distinguish it. */
const isMissing = ({ status, code, message }: Fault): boolean =>
  ["RESOURCE_DOES_NOT_EXIST", "NOT_FOUND"].includes(code) ||
  (status === 400 &&
    (/\b(job|run):? \d+( in job:? \d+)? (does not|doesn't) exist\b/i.test(message) ||
      /\bcluster [\w-]{1,100} (does not|doesn't) exist\b/i.test(message)));

const missing = (about: Subject): Problem =>
  Problem.of("jobs.unknown", { what: nameOf(about), advice: adviceOf(about) });

const adviceOf = ({ run, cluster }: Subject): string => {
  if (cluster !== undefined) return phrase("clustersKept", {});
  return run ? phrase("runsKept", {}) : phrase("correctJobId", {});
};

const forbidden = (about: Subject & { right: string; caller?: Caller }, fault: Fault, identity: string): Problem => {
  const { job, run, cluster, right } = about;
  if (right === "CAN_ATTACH_TO") {
    const which = cluster === undefined ? phrase("theClusters", {}) : nameOf({ cluster });
    return Problem.of("jobs.cluster-permission", { which, identity });
  }
  const id = job ?? /\bjob (\d+)/i.exec(fault.message)?.[1];
  const which = id ? nameOf({ job: id }) : run ? phrase("jobOfRun", { id: shortened(run) }) : phrase("theJob", {});
  const [verb, words] =
    right === "CAN_VIEW" ? [phrase("see", {}), "Can View"] : [phrase("changeRun", {}), "Can Manage Run"];
  if (about.caller?.kind === "person" && about.caller.as !== undefined)
    return Problem.of("jobs.own-permission", { verb, which, words, right });
  return Problem.of("jobs.permission", { verb, which, identity, words, right });
};

const refused = (about: Subject, { message }: Fault): Problem => {
  const reason = message.slice(0, 300).replace(/[.\s]*$/, "");
  return Problem.of("jobs.invalid", { what: nameOf(about), reason });
};

const nameOf = ({ job, run, cluster }: Subject): string => {
  if (cluster !== undefined) return phrase("clusterNamed", { id: shortened(cluster) });
  return run === undefined
    ? phrase("jobNamed", { id: shortened(job ?? "") })
    : phrase("runNamed", { id: shortened(run) });
};

/** Ids come from people too. */
const shortened = (id: string): string => id.slice(0, 40);
