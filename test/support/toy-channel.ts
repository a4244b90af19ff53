import { z } from "zod";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import { channelModule } from "../../src/ports/chat/channel-module.ts";
import type { HttpResponse } from "../../src/ports/chat/http.ts";
import type { Inbound } from "../../src/ports/chat/inbound.ts";
import type { Reply } from "../../src/ports/chat/reply.ts";
import type { Place } from "../../src/ports/place.ts";
import { text } from "../../src/ports/setup.ts";

/*
 * A platform that nobody has: a board on which everybody writes under a name, with one secret for all. It shows what a
 * new channel has to bring along: this file, and a line in the list.
 */

const platform = "toy";
/** What stands on the board, by key of the post. */
export type Board = Map<string, Reply>;

/** The module of the board on which the bot writes. */
export const toyModule = (board: Board) =>
  channelModule({
    platform,
    title: "The toy board",
    routes: ["POST /toy/messages"],
    howToAsk: "Pin a note on the board.",
    environment: z.object({ TOY_SECRET: text }),
    switchedOnBy: "TOY_SECRET",
    settings: ({ TOY_SECRET: secret }, { addMistake }) => {
      if (secret === undefined) return undefined;
      if (secret.length < 8) addMistake("TOY_SECRET", "must have at least 8 characters");
      return { secret };
    },
    admits: () => ({ users: ["ann"], tenants: [platform] }),
    open: async ({ secret }) => toyChannel(secret, board),
    probe: async () => [{ state: "ok", what: "The toy board is there" }],
  });

const Note = z.object({ id: z.string(), author: z.string(), text: z.string() });

export const toyChannel = (secret: string, board: Board): ChannelAdapter => ({
  platform,
  editLimits: { editEveryMs: 50, editsPerMinute: 10_000 },
  receive: async ({ headers, body }, accept): Promise<HttpResponse> => {
    if (headers["authorization"] !== secret) return { status: 401 };
    await accept(inboundOf(Note.parse(JSON.parse(body.toString()))));
    return { status: 200 };
  },
  connect: async () => {},
  split: (reply) => [reply],
  post: async (place, reply, { key }) => {
    board.set(key, reply);
    return { ref: { platform, thread: place.thread, id: key }, place };
  },
  edit: async ({ id }, reply) => void board.set(String(id), reply),
  takesFiles: () => "never",
  attach: async () => {},
  form: async () => false,
  showHome: async () => false,
  suggest: async () => {},
  linkTo: () => undefined,
  placeOf: () => undefined,
  hasPeople: true,
  provesPeople: false,
  membership: async () => "member",
  isShared: async () => false,
  hasGuests: async () => false,
  contact: async () => ({}),
  zone: async () => undefined,
  locale: async () => undefined,
  remove: async () => false,
  directPlace: async (_, from) => from,
  postKey: ({ id }) => JSON.stringify(id),
  close: async () => {},
});

const inboundOf = ({ id, author, text: words }: z.infer<typeof Note>): Inbound => {
  const place: Place = { platform, thread: `toy:${author}`, channelId: "board", direct: true, to: null };
  const actor = { platform, tenant: platform, user: author, name: author };
  return { kind: "message", id: `toy:${id}`, place, actor, external: false, text: words, entry: "direct" };
};
