import { fork } from "node:child_process";
import type { Place } from "../../ports/place.ts";
import type { Lease, Settled } from "../../ports/stores/queue.ts";
import { failedOf, isolatedFlag, poisonProblem, problemOf, type ToChild, ToParent } from "./messages.ts";
import type { Serve } from "./stores-served.ts";

/** A process that runs tasks with our stores. */
export interface IsolatedProcess {
  /** Rejects with the Problem of the step, or with `task.poison` when the process ends before the step does. */
  run(lease: Lease, jobsPlace: Place | undefined): Promise<Settled>;
  isAlive(): boolean;
  kill(): void;
}

/** A task that devours memory must not take ours. */
const memory = "--max-old-space-size=256";

export const startProcess = (program: URL, serve: Serve): IsolatedProcess => {
  const child = fork(program, [isolatedFlag], { execArgv: [...process.execArgv, memory] });
  const send = (message: ToChild): void => void (child.connected && child.send(message, () => {}));
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {});
  const running = new Map<string, PromiseWithResolvers<Settled>>();
  let ended: Error | undefined;

  const end = (how: string): void => {
    ended ??= poisonProblem(how);
    ready.reject(ended);
    for (const step of running.values()) step.reject(ended);
  };
  child.once("error", ({ message }) => end(`the process failed: ${message}`));
  child.once("exit", (code, signal) => end(`the process ended with ${signal ?? code}`));
  child.on("message", (sent) => {
    const message = ToParent.parse(sent);
    switch (message.type) {
      case "ready":
        return ready.resolve();
      case "call":
        return void answer(serve, message).then(send);
      case "settled":
        return running.get(message.task)?.resolve(message.settled);
      case "failed":
        return running.get(message.task)?.reject(problemOf(message.failed));
    }
  });

  return {
    run: async (lease, jobsPlace) => {
      await ready.promise;
      if (ended) throw ended;
      const step = Promise.withResolvers<Settled>();
      running.set(lease.id, step);
      send({ type: "run", lease, ...(jobsPlace && { jobsPlace }) });
      try {
        return await step.promise;
      } finally {
        running.delete(lease.id);
      }
    },
    isAlive: () => !ended && !child.killed,
    kill: () => void child.kill("SIGKILL"),
  };
};

const answer = async (serve: Serve, { call, name, args }: Extract<ToParent, { type: "call" }>): Promise<ToChild> => {
  try {
    const value = await serve(name, args);
    return { type: "reply", call, ...(value !== undefined && { value }) };
  } catch (thrown) {
    return { type: "refusal", call, failed: failedOf(thrown) };
  }
};
