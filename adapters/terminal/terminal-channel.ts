import { randomUUID } from "node:crypto";
import { createInterface, type Interface } from "node:readline";
import type { Readable } from "node:stream";
import type { Actor } from "../../src/ports/actor.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import type { ChannelProfile } from "../../src/ports/chat/channel-module.ts";
import type { Accept } from "../../src/ports/chat/inbound.ts";
import type { Answer, Notice } from "../../src/ports/chat/reply.ts";
import type { Place } from "../../src/ports/place.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import { wordsIn } from "../../src/reply/words/words.ts";
import { createSender } from "./inbound.ts";
import { type Output, ownLocale, styleOf } from "./output-style.ts";
import { createPending } from "./pending.ts";
import { createPosts } from "./posts.ts";
import { createReader, prompt, type Reader } from "./reader.ts";
import { liveScreen, plainScreen } from "./screen.ts";

/** The terminal as the rest of the program knows it. */
export const terminalProfile: ChannelProfile = {
  platform: "terminal",
  title: "The terminal",
  routes: [],
  howToAsk: phrase("askInTerminal", {}),
};

export interface TerminalDeps {
  input: Readable & { isTTY?: boolean };
  output: Output;
  /** Where progress is written when it cannot be redrawn. */
  progress: Output;
  who: { host: string; user: string };
  /** Name of the thread. Each one is a conversation of its own. */
  thread: string;
  /** Ask this one question, show the answer and leave. */
  question?: string | undefined;
  /** Folder for attached files. */
  files: string;
  /** Ends the program. 1: the last question got no answer. */
  leave(code: 0 | 1): void;
  now?: () => number;
  newId?: () => string;
}

export interface Terminal extends ChannelAdapter {
  /** Ctrl-C: stops the question that is being answered. The second time it leaves. */
  interrupt(): void;
}

/** A person at a terminal, or lines from a pipe, as a channel. */
export const terminal = (deps: TerminalDeps): Terminal => {
  const { input, output, question, files, leave, now = Date.now, newId = randomUUID } = deps;
  const { place, actor } = placeAndActor(deps);
  const interactive = question === undefined && input.isTTY === true && output.isTTY === true;
  const lines = question === undefined ? openLines(input, output, interactive) : undefined;
  const screen = output.isTTY
    ? liveScreen(output, interactive ? lines : undefined)
    : plainScreen(output, deps.progress);
  const pending = createPending();
  let code: 0 | 1 = 0;
  const onFinal = (key: string, reply: Answer | Notice): void => {
    if (pending.end(key)) code = isFailure(reply) ? 1 : 0;
  };
  const posts = createPosts({ output, screen, offersChoices: question === undefined, files, now, onFinal });
  let store: Accept = () => Promise.reject(new Error("the terminal is not connected"));
  const onNotStored = (): void => {
    code = 1;
  };
  const sender = createSender({ place, actor, pending, screen, newId, accept: () => store, onNotStored });
  let reader: Reader | undefined;

  const connect: ChannelAdapter["connect"] = async (accept) => {
    store = accept;
    if (lines) {
      reader = createReader({ lines, interactive, screen, posts, sender, pending });
      if (interactive) screen.print(greeting(deps.thread, output));
      void reader.ended.then(() => leave(interactive ? 0 : code));
    } else {
      await sender.write(question ?? "");
      void pending.idle().then(() => leave(code));
    }
  };

  const interrupt = createInterrupt({
    now,
    leave: () => leave(question === undefined ? 0 : 1),
    stop: () => {
      const runs = pending.any();
      if (runs) void sender.stop();
      return runs;
    },
    say: (line) => screen.print([line]),
  });
  lines?.on("SIGINT", interrupt);

  return {
    platform: "terminal",
    editLimits: { editEveryMs: 100, editsPerMinute: 100_000 },
    receive: () => Promise.resolve({ status: 404 }),
    connect,
    split: (reply) => [reply],
    post: posts.post,
    edit: posts.edit,
    remove: async () => false,
    takesFiles: () => "unasked",
    attach: posts.attach,
    form: async (_, form, { key }) => {
      const isOpen = reader?.ask(form) ?? false;
      if (isOpen) pending.end(key);
      return isOpen;
    },
    ...withoutPages,
    placeOf: () => undefined,
    directPlace: async (_, from) => from,
    ...alone,
    zone: async () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: async () => ownLocale(),
    postKey: ({ id }) => JSON.stringify(id),
    close: async () => {
      posts.close();
      lines?.close();
    },
    interrupt,
  };
};

/** Nobody but the person at the keyboard reads along. */
const alone: Pick<ChannelAdapter, "contact" | "hasGuests" | "hasPeople" | "isShared" | "membership" | "provesPeople"> =
  {
    hasPeople: true,
    provesPeople: false,
    membership: async () => "member",
    isShared: async () => false,
    hasGuests: async () => false,
    contact: async () => ({}),
  };

/** A terminal has a single screen. */
const withoutPages: Pick<ChannelAdapter, "linkTo" | "showHome" | "suggest"> = {
  showHome: async () => false,
  suggest: async () => {},
  linkTo: () => undefined,
};

const placeAndActor = ({ who: { host, user }, thread }: TerminalDeps): { place: Place; actor: Actor } => ({
  place: {
    platform: "terminal",
    thread: `terminal:${host}:${user}:${thread}`,
    channelId: thread,
    direct: true,
    to: null,
  },
  actor: { platform: "terminal", tenant: host, user, name: user },
});

/** Paused: nothing may be read before the channel is connected. */
const openLines = (input: Readable, output: Output, interactive: boolean): Interface =>
  createInterface({
    input,
    ...(interactive ? { output } : {}),
    terminal: interactive,
    prompt,
    removeHistoryDuplicates: true,
    // A tab completes nothing here.
    completer: (line: string) => [[], line],
  }).pause();

const isFailure = (reply: Answer | Notice): boolean =>
  reply.kind === "notice"
    ? reply.tone === "error" || reply.code !== undefined
    : reply.sources.length > 0 && reply.sources.every(({ failed }) => failed !== undefined);

const said = () => wordsIn(ownLocale()).terminal;

const greeting = (thread: string, output: Output): string[] => [
  `${styleOf(output).paint("bold", "Genie Concierge")} · ${said().thread(thread)}`,
  said().greeting,
  "",
];

/** A second Ctrl-C within this time leaves, ms. */
const twiceMs = 2_000;

const createInterrupt = (deps: {
  now: () => number;
  leave(): void;
  /** False: no question is being answered. */
  stop(): boolean;
  say(line: string): void;
}): (() => void) => {
  let pressedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const isSecond = deps.now() - pressedAt < twiceMs;
    pressedAt = deps.now();
    if (isSecond) deps.leave();
    else deps.say(deps.stop() ? said().stopping : said().howToLeave);
  };
};
