import type { ChannelAdapter } from "../../src/ports/channel.ts";
import type { PostRef } from "../../src/ports/place.ts";
import type { Answer, Button, Notice, Reply } from "../../src/ports/reply.ts";
import { harmlessLine } from "./escape.ts";
import { saveIn } from "./files.ts";
import { lookOf, type Output } from "./look.ts";
import { choicesOf, finalLines } from "./render.ts";
import type { Screen } from "./screen.ts";
import { blockLines, plainLines, type Watch, watched } from "./watch.ts";

export interface TalkDeps {
  output: Output;
  screen: Screen;
  /** Somebody can go on: choices are offered. */
  goesOn: boolean;
  /** Where attached files go. */
  files: string;
  now: () => number;
  /** A message has got its final content. */
  ended(key: string, reply: Answer | Notice): void;
}

/** What the bot says: messages at work in the block that is redrawn, final ones as lines that stay. */
export interface Talk extends Pick<ChannelAdapter, "post" | "edit" | "attach"> {
  /** The choice of that number in the message that offered choices last. */
  choice(line: string): { button: Button; on: PostRef } | undefined;
  close(): void;
}

export const createTalk = ({ output, screen, goesOn, files, now, ended }: TalkDeps): Talk => {
  const atWork = new Map<string, Watch>();
  const said = new Map<string, string>();
  let choices: { button: Button; on: PostRef }[] = [];

  const draw = (): void => {
    const look = lookOf(output);
    const linesOf = (watch: Watch): string[] => (output.isTTY ? blockLines(watch, now(), look) : plainLines(watch));
    screen.show([...atWork.values()].flatMap(linesOf));
  };
  const seconds = setInterval(() => output.isTTY && atWork.size > 0 && draw(), 1_000);
  seconds.unref();

  const show = (ref: PostRef, reply: Reply): void => {
    const key = String(ref.id);
    if (reply.kind === "progress") {
      atWork.set(key, watched(atWork.get(key), reply, now()));
      draw();
      return;
    }
    atWork.delete(key);
    draw();
    const lines = finalLines(goesOn ? reply : { ...reply, buttons: [] }, lookOf(output));
    if (said.get(key) !== lines.join("\n")) {
      said.set(key, lines.join("\n"));
      const offered = choicesOf(reply);
      if (offered.length > 0) choices = offered.map((button) => ({ button, on: ref }));
      screen.print([...lines, ""]);
    }
    ended(key, reply);
  };

  return {
    post: async (place, reply, { key }) => {
      const ref: PostRef = { platform: "terminal", thread: place.thread, id: key };
      show(ref, reply);
      return { ref, place };
    },
    // A message of a former process is not on this screen; its content is shown all the same.
    edit: async (ref, reply) => show(ref, reply),
    attach: async (_, file) => {
      const path = await saveIn(files, file);
      screen.print([`${harmlessLine(file.title)}: ${path}`, ""]);
    },
    choice: (line) => (/^\d{1,2}$/.test(line) ? choices[Number(line) - 1] : undefined),
    close: () => {
      clearInterval(seconds);
      atWork.clear();
      draw();
    },
  };
};
