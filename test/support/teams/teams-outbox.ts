import type { Conversation } from "../../../sandbox/teams/seed.ts";
import type { Message } from "../../../sandbox/teams/workspace.ts";
import { asProblem, type Problem } from "../../../src/errors.ts";
import type { ChannelAdapter } from "../../../src/ports/chat/channel.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import type { Notice } from "../../../src/ports/chat/reply.ts";
import type { Place } from "../../../src/ports/place.ts";
import { into } from "../acts.ts";
import { type Fields, person, type TeamsBench } from "./teams-bench.ts";

/* What the channel adapter sends to Teams, and what stands there then. */

export const done: Notice = { kind: "notice", tone: "success", markdown: "Done.", buttons: [] };

let keys = 0;
/** A key that was never used; the channel adapter remembers those that were. */
export const fresh = (): { key: string; mayExist: boolean } => {
  keys += 1;
  return { key: `turn-${keys}`, mayExist: false };
};

/** The Problem with which some work ends. */
export const problem = async (work: Promise<unknown>): Promise<Problem> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeDefined();
  return asProblem(thrown);
};

const names = { channel: "Analytics", group: "planning", personal: "personal:asker" } as const;
export type Where = keyof typeof names;

export const outbox = (bench: () => TeamsBench) => {
  const calls = (part: string) =>
    bench()
      .traffic.calls.filter(({ method, path }) => `${method} ${path}`.includes(part))
      .map(({ path, body }) => ({ path: decodeURIComponent(path), body: body as Fields }));

  return {
    calls,
    /** Calls that send a message, not the sign of typing. */
    sent: () => calls("POST /teams/v3/conversations/").filter(({ body }) => body["type"] !== "typing"),
    posts: (name: string = names.channel): Message[] =>
      bench()
        .service.workspace.messages(bench().conversation(name).id)
        .filter((message) => message.bot),
    conversation: (where: Where): Conversation => bench().conversation(names[where]),
    /** The place of what somebody has just written. */
    place: async (where: Where | { name: string; user?: string }, channel?: ChannelAdapter): Promise<Place> => {
      const { name, user = "asker" } = typeof where === "string" ? { name: names[where] } : where;
      const { service, conversation, sent } = bench();
      const author = service.workspace.person(person(user).id)!;
      const [request] = await sent(1, () =>
        service.acts.write(author, conversation(name), { text: "@Genie hi", root: null }),
      );
      const acts: Inbound[] = [];
      await (channel ?? bench().channel).receive(request!, into(acts));
      return acts[0]!.place;
    },
  };
};
