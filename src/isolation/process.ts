import { fork } from "node:child_process";
import type { Place } from "../ports/place.ts";
import type { Lease, Settled } from "../ports/queue.ts";
import { failedOf, isolatedFlag, poisonProblem, problemOf, type ToChild, ToParent } from "./messages.ts";
import type { Serve } from "./stores-served.ts";

/** A process that runs one task after the other, with our stores. */
export interface Child {
  /** Rejects with the Problem of the step, or with `task.poison` when the process ends before the step does. */
  run(lease: Lease, jobsPlace: Place | undefined): Promise<Settled>;
  isAlive(): boolean;
  kill(): void;
}

/** A task that devours memory must not take ours. */
const memory = "--max-old-space-size=256";

export const startChild = (program: URL, serve: Serve): Child => {
  const child = fork(program, [isolatedFlag], { execArgv: [...process.execArgv, memory] });
  const send = (message: ToChild): void => void (child.connected && child.send(message, () => {}));
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {});
  let step: PromiseWithResolvers<Settled> | undefined;

  const end = (how: string): void => {
    const problem = poisonProblem(how);
    ready.reject(problem);
    step?.reject(problem);
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
        return step?.resolve(message.settled);
      case "failed":
        return step?.reject(problemOf(message.failed));
    }
  });

  return {
    run: async (lease, jobsPlace) => {
      await ready.promise;
      step = Promise.withResolvers();
      send({ type: "run", lease, ...(jobsPlace && { jobsPlace }) });
      return step.promise;
    },
    isAlive: () => child.connected,
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
