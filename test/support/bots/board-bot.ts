import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { startSandbox } from "../../../sandbox/sandbox.ts";
import { type AuditEntry, createAudit } from "../../../src/audit/audit-log.ts";
import type { Config } from "../../../src/config/config.ts";
import { Problem } from "../../../src/errors.ts";
import type { Log } from "../../../src/logging/log.ts";
import { silent } from "../../../src/logging/log.ts";
import { type RunningBot, start } from "../../../src/main.ts";
import { loadConfig } from "../../../src/open/load-config.ts";
import type { ChannelAdapter, Membership } from "../../../src/ports/chat/channel.ts";
import { channelModule } from "../../../src/ports/chat/channel-module.ts";
import type { Accept, Inbound } from "../../../src/ports/chat/inbound.ts";
import type { Proof, TakeProof } from "../../../src/ports/chat/proof.ts";
import type { Attachment, Reply } from "../../../src/ports/chat/reply.ts";
import type { Place, PostRef } from "../../../src/ports/place.ts";
import { text } from "../../../src/ports/setup.ts";
import type { JournalEntry } from "../../../src/ports/stores/journal.ts";
import { splitToFit } from "../../../src/reply/fit/split.ts";
import { eventually } from "../eventually.ts";
import { freePort } from "./bot.ts";

/*
 * The bot in this process, on a platform of its own: boards on which people write. What core does with any platform is
 * seen here without the wire of one.
 */

const platform = "board";

/** What this platform refuses, and what it knows of people. */
export interface BoardRules {
  /** Why a message cannot be shown; asked before each post and edit. */
  refuses?(reply: Reply, how: "post" | "edit"): Problem | undefined;
  refusesFile?(file: Attachment): Problem | undefined | Promise<never>;
  takesFiles?: ReturnType<ChannelAdapter["takesFiles"]>;
  membership?(user: string): Membership;
  /** Who reads along in channels besides members; by default nobody. */
  readers?: "guests" | "others";
  /** Whether an actor is one person; by default they are. */
  hasPeople?: boolean;
  /** Whether notices with a `proof` are answered by whoever has the hook. */
  provesPeople?: boolean;
  email?(user: string): string | undefined;
  /** Whether we can write to a person directly; by default we can. */
  hasChat?(user: string): boolean;
  /** Whether a reply fits one message; by default all do. */
  fits?(reply: Reply, share: number): boolean;
}

/** A message on a board: each content that it has had, the latest last. */
export interface BoardPost {
  id: string;
  thread: string;
  only: string | undefined;
  shown: Reply[];
}

export interface BoardMessage {
  id: string;
  user?: string;
  text?: string;
  /** The thread that it is written in; by default it begins one. */
  thread?: string;
  entry?: "mention" | "direct" | "command" | "followup";
  more?: Partial<Extract<Inbound, { kind: "message" }>>;
}

export type BoardBot = Awaited<ReturnType<typeof startBoardBot>>;

export const startBoardBot = async (
  options: {
    rules?: BoardRules;
    model?: boolean;
    env?: Record<string, string>;
    log?: Log;
    /** Other parts of concierge.yaml. */
    settings?: Record<string, object>;
    adapt?: (config: Config) => Config;
  } = {},
) => {
  const rules: { current: BoardRules } = { current: options.rules ?? {} };
  const posts = new Map<string, BoardPost>();
  const files: Attachment[] = [];
  let accept: Accept | undefined;
  let take: TakeProof | undefined;

  const show = (reply: Reply, how: "post" | "edit"): void => {
    const refusal = rules.current.refuses?.(reply, how);
    if (refusal) throw refusal;
  };
  const channel: ChannelAdapter = {
    platform,
    editLimits: { editEveryMs: 20, editsPerMinute: 10_000 },
    receive: async () => ({ status: 404 }),
    connect: async (given) => {
      accept = given;
    },
    split: (reply, share = 1) => splitToFit(reply, (part) => rules.current.fits?.(part, share) ?? true),
    post: async (place, reply, { key, only }) => {
      show(reply, "post");
      posts.set(key, { id: key, thread: place.thread, only: only?.user, shown: [reply] });
      return { ref: { platform, thread: place.thread, id: key }, place };
    },
    edit: async ({ id }, reply) => {
      const post = posts.get(String(id));
      if (!post) throw new Problem("post.gone", "It is no longer there.");
      show(reply, "edit");
      post.shown.push(reply);
    },
    remove: async ({ id }) => posts.delete(String(id)),
    takesFiles: () => rules.current.takesFiles ?? "unasked",
    attach: async (_, file) => {
      const refusal = await rules.current.refusesFile?.(file);
      if (refusal) throw refusal;
      files.push(file);
    },
    form: async () => false,
    showHome: async () => false,
    suggest: async () => {},
    linkTo: () => undefined,
    placeOf: () => undefined,
    directPlace: async ({ user }) =>
      rules.current.hasChat?.(user) === false
        ? undefined
        : { platform, thread: `board:dm:${user}`, channelId: `D-${user}`, direct: true, to: null },
    postKey: ({ id }) => JSON.stringify(id),
    get provesPeople() {
      return rules.current.provesPeople ?? false;
    },
    get hasPeople() {
      return rules.current.hasPeople ?? true;
    },
    membership: async ({ user }) => rules.current.membership?.(user) ?? "member",
    isShared: async ({ direct }) => !direct && rules.current.readers === "others",
    hasGuests: async ({ direct }) => !direct && rules.current.readers === "guests",
    contact: async ({ user }) => ({ email: rules.current.email?.(user) }),
    zone: async () => undefined,
    locale: async () => undefined,
    close: async () => {},
  };

  const sandbox = await startSandbox({
    port: 0,
    botPort: await freePort(),
    fast: true,
    model: options.model ?? false,
  });
  const own = Object.entries(sandbox.env).filter(([name]) => !/^(?:SLACK|MICROSOFT|TEAMS)_/.test(name));
  // Links lead to the port that the sandbox knows.
  const port = options.settings?.["identity"] ? {} : { PORT: "0" };
  const env = { ...Object.fromEntries(own), ...port, BOARD_ON: "1", ...options.env };
  const read = (path: string): string => {
    const text = readFileSync(path, "utf8");
    return options.settings ? stringify({ ...parse(text), ...options.settings }) : text;
  };
  const boards = channelModule({
    platform,
    title: "The board",
    routes: [],
    howToAsk: "Write on the board.",
    environment: z.object({ BOARD_ON: text }),
    switchedOnBy: "BOARD_ON",
    settings: () => ({}),
    admits: () => ({ users: [], tenants: [] }),
    open: async (_, given) => {
      take = given.take;
      return channel;
    },
    probe: async () => [],
  });
  const loaded = loadConfig(env, read, { channels: [boards] });
  // Everybody on the board is answered, unless the platform knows them as a guest.
  const open: Config = { ...loaded, access: { ...loaded.access, users: [], tenants: [] } };
  const config = options.adapt?.(open) ?? open;
  let running: RunningBot = await start(config, options.log ?? silent);

  const placeIn = (thread: string, direct = false): Place => ({
    platform,
    thread,
    channelId: "C1",
    direct,
    to: null,
  });
  const act = async (inbound: Inbound): Promise<void> => {
    if (!accept) throw new Error("the board is not connected");
    await accept(inbound);
  };
  const base = (id: string, user: string, thread: string, direct = false) => ({
    id: `board:${id}`,
    actor: { platform, tenant: "B1", user, name: user },
    place: placeIn(thread, direct),
    external: false,
  });

  return {
    config,
    posts,
    files,
    rules,
    say: ({ id, user = "U0ASKER", text: words = "", thread = `board:${id}`, entry = "mention", more }: BoardMessage) =>
      act({ kind: "message", ...base(id, user, thread, entry === "direct"), text: words, entry, ...more }),
    click: (id: string, on: BoardPost, action: string, value: string, user = "U0ASKER") => {
      const ref: PostRef = { platform, thread: on.thread, id: on.id };
      return act({ kind: "click", ...base(id, user, on.thread), action, value, on: ref });
    },
    act,
    /** The platform says who somebody is, as an answer to the notice with this `proof`. */
    prove: (user: string, ask: string | undefined, token: Proof["token"]) =>
      take?.({ actor: base("", user, "").actor, place: placeIn(`board:dm:${user}`, true), ask, token }),
    /** The first post that shows so now. */
    shows: (fits: (reply: Reply, post: BoardPost) => boolean, what = "a message", withinMs = 15_000) =>
      eventually(() => [...posts.values()].find((post) => fits(post.shown.at(-1) as Reply, post)), withinMs, what),
    journal: async (...kinds: string[]): Promise<JournalEntry[]> => {
      const { journal, close } = await config.store.openJournal(silent);
      try {
        return await Array.fromAsync(journal.query({ kinds }));
      } finally {
        close();
      }
    },
    audit: async (): Promise<AuditEntry[]> => {
      const { journal, close } = await config.store.openJournal(silent);
      try {
        return await Array.fromAsync(createAudit(journal).since(0));
      } finally {
        close();
      }
    },
    url: () => `http://127.0.0.1:${running.port}`,
    restart: async (): Promise<void> => {
      await running.stop(0);
      running = await start(config, options.log ?? silent);
    },
    post: (path: string, body: unknown) =>
      fetch(`${sandbox.control}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    /** A run as Databricks shows it to the bot. */
    run: async (id: string): Promise<unknown> => {
      const headers = { authorization: `Bearer ${TOKENS.pat}` };
      return (await fetch(`${sandbox.env["DATABRICKS_HOST"]}/api/2.2/jobs/runs/get?run_id=${id}`, { headers })).json();
    },
    control: async (path: string): Promise<unknown> => (await fetch(`${sandbox.control}${path}`)).json(),
    calls: async (path: RegExp): Promise<{ path: string; status: number; body: unknown }[]> => {
      const found = await fetch(`${sandbox.control}/control/calls?service=databricks`);
      return ((await found.json()) as { path: string; status: number; body: unknown }[]).filter((call) =>
        path.test(call.path),
      );
    },
    close: async (): Promise<void> => {
      await running.stop(0);
      await sandbox.stop();
    },
  };
};

/** All the words of a reply. */
export const wordsOf = (reply: Reply): string => JSON.stringify(reply);
