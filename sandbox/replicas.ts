import { request } from "undici";

export type Replicas = ReturnType<typeof createReplicas>;

/** A request to the bot. */
export interface Sent {
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

/** What the bot answered. */
export interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Where the bot listens. Several replicas take turns; one that does not listen is passed over, as a load balancer does. */
export const createReplicas = (...first: string[]) => {
  let addresses = first;
  let turn = 0;
  return {
    /** From now on. */
    listenAt: (...next: string[]): void => {
      addresses = next;
    },
    /** A POST to the replica whose turn it is. Rejects when none listens. */
    post: async (path: string, sent: Sent): Promise<Answered> => {
      turn += 1;
      let refusal: unknown = new Error("no replica listens");
      for (let tried = 0; tried < addresses.length; tried += 1) {
        try {
          return await post(`${addresses[(turn + tried) % addresses.length]}${path}`, sent);
        } catch (error) {
          if (!isRefusal(error)) throw error;
          refusal = error;
        }
      }
      throw refusal;
    },
  };
};

const post = async (url: string, sent: Sent): Promise<Answered> => {
  const { statusCode, headers, body } = await request(url, { method: "POST", ...sent });
  return { status: statusCode, headers, body: await body.text() };
};

const isRefusal = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
