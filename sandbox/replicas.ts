export type Replicas = ReturnType<typeof createReplicas>;

/** Where the bot listens. Several replicas take turns; one that does not listen is passed over, as a load balancer does. */
export const createReplicas = (...first: string[]) => {
  let addresses = first;
  let turn = 0;
  return {
    /** From now on. */
    listenAt: (...next: string[]): void => {
      addresses = next;
    },
    /** A request to the replica whose turn it is. Rejects when none listens. */
    fetch: async (path: string, init: RequestInit): Promise<Response> => {
      turn += 1;
      let refusal: unknown = new Error("no replica listens");
      for (let tried = 0; tried < addresses.length; tried += 1) {
        try {
          return await fetch(`${addresses[(turn + tried) % addresses.length]}${path}`, init);
        } catch (error) {
          if (!isRefusal(error)) throw error;
          refusal = error;
        }
      }
      throw refusal;
    },
  };
};

const isRefusal = (error: unknown): boolean =>
  error instanceof TypeError &&
  error.cause instanceof Error &&
  "code" in error.cause &&
  error.cause.code === "ECONNREFUSED";
