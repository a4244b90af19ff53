import { type Failure, Problem } from "../../../src/errors.ts";
import type { Caller } from "../../../src/ports/identity.ts";
import { type Fault, faultOf } from "../fault.ts";
import { reworded } from "../genie/errors.ts";

/** On whose behalf a call is made, and what it is about. */
export interface About extends Subject {
  caller: Caller;
}

interface Subject {
  job?: string | undefined;
  run?: string | undefined;
}

/** What a failed call means for the job or run; other Problems, and those of the service itself, stay as they are. */
export const inWords = async (
  thrown: unknown,
  about: Subject & { right: string },
  identity: () => Promise<string>,
): Promise<unknown> => {
  const fault = thrown instanceof Problem ? faultOf(thrown) : undefined;
  if (!(thrown instanceof Problem) || !fault) return thrown;
  if (isMissing(fault)) return reworded(thrown, missing(about));
  if (thrown.code === "databricks.forbidden") return reworded(thrown, forbidden(about, fault, await identity()));
  if (thrown.code === "databricks.invalid" && fault.status === 400) return reworded(thrown, refused(about, fault));
  return thrown;
};

export const unknownId = (about: Subject): Problem => {
  const { code, sentence } = missing(about);
  return new Problem(code, sentence);
};

/** For `catch`: undefined for what is gone or hidden from us, any other Problem again. */
export const unlessHidden = (thrown: unknown): undefined => {
  if (thrown instanceof Problem && ["jobs.unknown", "jobs.permission"].includes(thrown.code)) return undefined;
  throw thrown;
};

/** The Jobs API says so with a 400 whose code means any wrong parameter, so that only the words tell. */
const isMissing = ({ status, code, message }: Fault): boolean =>
  ["RESOURCE_DOES_NOT_EXIST", "NOT_FOUND"].includes(code) ||
  (status === 400 && /\b(job|run):? \d+( in job:? \d+)? (does not|doesn't) exist\b/i.test(message));

const missing = ({ job, run }: Subject): Failure => ({
  code: "jobs.unknown",
  sentence: run
    ? `Databricks has no run ${shown(run)}, or has it no longer: runs are kept for 60 days. Please check the number; the command runs lists the latest ones.`
    : `Databricks has no job ${shown(job ?? "")}. An administrator has to correct its job_id in the bot's configuration.`,
});

const forbidden = ({ job, run, right }: Subject & { right: string }, fault: Fault, identity: string): Failure => {
  const id = job ?? /\bjob (\d+)/i.exec(fault.message)?.[1];
  const which = id ? `job ${id}` : run ? `the job of run ${shown(run)}` : "the job";
  const [verb, words] = right === "CAN_VIEW" ? ["see", "Can View"] : ["run, repair or cancel", "Can Manage Run"];
  return {
    code: "jobs.permission",
    sentence: `Databricks does not let the bot ${verb} ${which}. An administrator has to give ${identity} the permission ${words} (${right}) on that job, then it works at the next try.`,
  };
};

const refused = ({ job, run }: Subject, { message }: Fault): Failure => ({
  code: "jobs.invalid",
  sentence: `Databricks did not accept this for ${run ? `run ${shown(run)}` : `job ${shown(job ?? "")}`}: ${message.slice(0, 300).replace(/[.\s]*$/, "")}. Please correct it and try again.`,
});

/** Ids come from people too. */
const shown = (id: string): string => id.slice(0, 40);
