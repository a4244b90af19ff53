import { setTimeout as sleep } from "node:timers/promises";
import { asProblem } from "../errors.ts";

/** Less than the probes of Kubernetes and load balancers wait, ms. */
const answerMs = 2_500;

/** What is wrong with the store, in a sentence; empty when a write works. No answer in time is wrong, too. */
export const storeComplaints = async (ping: Promise<void>, withinMs = answerMs): Promise<string[]> => {
  const over = new AbortController();
  const late = sleep(withinMs, ["The store did not answer in time."], { signal: over.signal }).catch(() => []);
  const answered = ping.then(
    () => [],
    (thrown: unknown) => [asProblem(thrown).sentence],
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    over.abort();
  }
};
