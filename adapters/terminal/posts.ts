import type { Button } from "../../src/ports/chat/button.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import type { Answer, Notice, Reply } from "../../src/ports/chat/reply.ts";
import type { PostRef } from "../../src/ports/place.ts";
import { withoutSections } from "../../src/reply/fit/sections.ts";
import { harmlessLine } from "./escape.ts";
import { saveIn } from "./files.ts";
import { type Output, styleOf } from "./output-style.ts";
import { liveLines, plainLines, type TimedProgress, timed } from "./progress-lines.ts";
import { choicesOf, finalLines } from "./render.ts";
import type { Screen } from "./screen.ts";

export interface PostsDeps {
  output: Output;
  screen: Screen;
  /** The person can go on, so choices are offered. */
  offersChoices: boolean;
  /** Folder for attached files. */
  files: string;
  now: () => number;
  /** A message has got its final content. */
  onFinal(key: string, reply: Answer | Notice): void;
}

/** Our posts: those in progress share the block that is redrawn, final ones are lines that stay. */
export interface Posts extends Pick<ChannelAdapter, "post" | "edit" | "attach"> {
  /** The choice with this number in the latest post that offered choices. */
  choice(line: string): { button: Button; on: PostRef } | undefined;
  /** The turn of the latest answer that can be voted on. */
  rated(): string | undefined;
  close(): void;
}

export const createPosts = ({ output, screen, offersChoices, files, now, onFinal }: PostsDeps): Posts => {
  const inProgress = new Map<string, TimedProgress>();
  const printed = new Map<string, string>();
  let rated: string | undefined;
  let choices: { button: Button; on: PostRef }[] = [];

  const draw = (): void => {
    const style = styleOf(output);
    const linesOf = (post: TimedProgress): string[] =>
      output.isTTY ? liveLines(post, now(), style) : plainLines(post);
    screen.show([...inProgress.values()].flatMap(linesOf));
  };
  const seconds = setInterval(() => output.isTTY && inProgress.size > 0 && draw(), 1_000);
  seconds.unref();

  const show = (ref: PostRef, given: Reply): void => {
    const reply = given.kind === "notice" ? withoutSections(given) : given;
    const key = String(ref.id);
    if (reply.kind === "progress") {
      inProgress.set(key, timed(inProgress.get(key), reply, now()));
      draw();
      return;
    }
    inProgress.delete(key);
    draw();
    const lines = finalLines(offersChoices ? reply : withoutChoices(reply), styleOf(output));
    if (printed.get(key) !== lines.join("\n")) {
      printed.set(key, lines.join("\n"));
      const offered = choicesOf(reply);
      if (offered.length > 0) choices = offered.map((button) => ({ button, on: ref }));
      if (reply.kind === "answer") rated = reply.rated ?? rated;
      screen.print([...lines, ""]);
    }
    onFinal(key, reply);
  };

  return {
    post: async (place, reply, { key }) => {
      const ref: PostRef = { platform: "terminal", thread: place.thread, id: key };
      show(ref, reply);
      return { ref, place };
    },
    // A post of an earlier process is not on this screen. Its content is printed all the same.
    edit: async (ref, reply) => show(ref, reply),
    attach: async (_, file) => {
      const path = await saveIn(files, file);
      screen.print([`${harmlessLine(file.title)}: ${path}`, ""]);
    },
    choice: (line) => (/^\d{1,2}$/.test(line) ? choices[Number(line) - 1] : undefined),
    rated: () => rated,
    close: () => {
      clearInterval(seconds);
      inProgress.clear();
      draw();
    },
  };
};

/** A reply to somebody who cannot go on: without buttons, also those of its tables. */
const withoutChoices = (reply: Answer | Notice): Answer | Notice => {
  if (reply.kind === "notice") return { ...reply, buttons: [] };
  const { rated: _, ...rest } = reply;
  return { ...rest, tables: reply.tables.map(({ part: _part, ...table }) => table), buttons: [] };
};
