import { z } from "zod";
import type { SupervisorContext } from "../state.ts";

/*
 * Genie refused a question for a while, for all of us. Once the time that it asked for is over, one question tries, and
 * the others wait until it is known what became of it.
 */

const refusedKey = "genie-refused";
const triesKey = "genie-tries";
/** A refusal that nobody has heard of again is forgotten. */
const rememberMs = 10 * 60_000;
/** How long others wait for the one that tries: it may have died. */
const tryMs = 10_000;

type Context = Pick<SupervisorContext, "records" | "now">;

export const noteRefusal = async ({ records, now }: Context): Promise<void> => {
  await records.write(refusedKey, now(), rememberMs);
  await records.remove(triesKey);
};

/** The service refuses questions for now. */
export const isRefusing = async ({ records }: Context): Promise<boolean> =>
  (await records.read(refusedKey)) !== undefined;

/** Whether this ask may be sent now: always, but after a refusal only as the one that tries. */
export const mayTry = async (context: Context, key: string): Promise<"yes" | "as a try" | "no"> => {
  if (!(await isRefusing(context))) return "yes";
  if (await context.records.add(triesKey, key, tryMs)) return "as a try";
  const holder = await context.records.read(triesKey);
  return holder === undefined || z.string().parse(holder.value) === key ? "as a try" : "no";
};

/** The service took the question that was a try, or refused it for another reason. */
export const forgetRefusal = async (context: Context): Promise<void> => {
  await Promise.all([context.records.remove(refusedKey), context.records.remove(triesKey)]);
};
