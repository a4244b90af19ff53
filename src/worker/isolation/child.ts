import { compose, type Overrides, type Steps } from "../../compose.ts";
import type { Config } from "../../config/config.ts";
import { createLog, type Log } from "../../logging/log.ts";
import { loadConfig } from "../../open/load-config.ts";
import type { Json } from "../../ports/json.ts";
import type { Place } from "../../ports/place.ts";
import type { Lease, Settled } from "../../ports/stores/queue.ts";
import { startWatchdog, type Watchdog } from "../watchdog.ts";
import { failedOf, problemOf, ToChild, type ToParent } from "./messages.ts";
import { type AskStores, remoteStores } from "./stores-remote.ts";

/*
 * The process that runs tasks apart from the others: the bot without a queue, without listening, and with the stores of
 * the process that began it. It ends with that one.
 */

/** The bot's own steps, for what the other process sends. */
export const workIsolated = async (config: Config, log: Log, overrides: Overrides = {}): Promise<void> => {
  const watchdog = startWatchdog(log);
  const { ask } = openWire();
  let jobsPlace: Place | undefined;
  const placeOf = (channel: string): Place | undefined => (jobsPlace?.channelId === channel ? jobsPlace : undefined);
  const bot = await compose(config, log, Promise.resolve(remoteStores(ask)), { placeOf });
  await bot.work.jobs.catalog.refresh();
  serveSteps(overrides.steps?.(bot.steps) ?? bot.steps, watchdog, (place) => {
    jobsPlace = place;
  });
};

/** Runs what the other process sends, from now on. `onPlace` gets the place where other people's runs are reported. */
export const serveSteps = (
  steps: Steps,
  watchdog: Watchdog,
  onPlace: (place: Place | undefined) => void = () => {},
): void => {
  const run = async (lease: Lease): Promise<Settled> => {
    const step = steps[lease.kind];
    if (!step) return { state: "dead", reason: `no step for tasks of kind ${lease.kind}` };
    return watchdog.during(lease, () => step(lease, new AbortController().signal));
  };
  process.on("message", (sent) => {
    const message = ToChild.parse(sent);
    if (message.type !== "run") return;
    onPlace(message.jobsPlace);
    const { id: task } = message.lease;
    run(message.lease).then(
      (settled) => tell({ type: "settled", task, settled }),
      (thrown: unknown) => tell({ type: "failed", task, failed: failedOf(thrown) }),
    );
  });
  tell({ type: "ready" });
};

/** The wire to the process that began this one; this one ends with it. */
export const openWire = (): { ask: AskStores } => {
  // A signal to the whole process group is meant for the bot, which decides when this process ends.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  process.once("disconnect", () => process.exit(0));
  const asked = new Map<number, PromiseWithResolvers<Json | undefined>>();
  let last = 0;
  process.on("message", (sent) => {
    const message = ToChild.parse(sent);
    if (message.type === "run") return;
    const pending = asked.get(message.call);
    asked.delete(message.call);
    if (message.type === "reply") pending?.resolve(message.value);
    else pending?.reject(problemOf(message.failed));
  });
  return {
    ask: (name, ...args) => {
      last += 1;
      const pending = Promise.withResolvers<Json | undefined>();
      asked.set(last, pending);
      tell({ type: "call", call: last, name, args: args.map((arg) => arg ?? null) });
      return pending.promise;
    },
  };
};

const tell = (message: ToParent): void => void process.send?.(message);

if (import.meta.main) {
  const config = loadConfig();
  await workIsolated(config, createLog(config.logLevel));
}
