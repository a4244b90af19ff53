import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { type Terminal, type TerminalDeps, terminal } from "../../../adapters/terminal/terminal-channel.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import type { Reply } from "../../../src/ports/chat/reply.ts";
import { into } from "../acts.ts";
import { eventually } from "../eventually.ts";
import { emulator } from "./terminal-screen.ts";

/** A pipe that remembers what came out of it. */
const sink = () => {
  let text = "";
  const output = new Writable({
    write: (chunk: Buffer, _, done) => {
      text += chunk.toString();
      done();
    },
  });
  return { output, text: () => text };
};

export type TerminalBench = ReturnType<typeof openTerminal>;

/** A person at a terminal (or a script at a pipe), whose acts are collected; the test replies. */
export const openTerminal = (options: { piped?: boolean; columns?: number; question?: string } = {}) => {
  const screen = emulator(options.columns ?? 80);
  const pipe = sink();
  const progress = sink();
  const input = Object.assign(new PassThrough(), options.piped ? {} : { isTTY: true, setRawMode: () => input });
  const files = mkdtempSync(join(tmpdir(), "chat-"));
  const acts: Inbound[] = [];
  const left: (0 | 1)[] = [];
  const clock = { now: 1_000_000 };
  const bench = { refuses: false };
  const deps: TerminalDeps = {
    input,
    output: options.piped ? pipe.output : screen.output,
    progress: progress.output,
    who: { host: "traffic", user: "asker" },
    thread: "default",
    question: options.question,
    files,
    leave: (code) => left.push(code),
    now: () => clock.now,
  };
  const channel: Terminal = terminal(deps);
  return Object.assign(bench, {
    channel,
    screen,
    acts,
    left,
    clock,
    files,
    out: pipe.text,
    progress: progress.text,
    open: () =>
      channel.connect(async (inbound) => {
        if (bench.refuses) throw new Error("the disk is full");
        await into(acts)(inbound);
      }),
    type: (text: string): void => void input.write(text),
    end: (): void => void input.end(),
    act: <K extends Inbound["kind"]>(index: number, _kind: K): Promise<Extract<Inbound, { kind: K }>> =>
      eventually(() => acts[index]) as Promise<Extract<Inbound, { kind: K }>>,
    reply: async (to: Inbound, ...replies: [Reply, ...Reply[]]): Promise<void> => {
      const { ref } = await channel.post(to.place, replies[0], { key: to.id, mayExist: false });
      for (const reply of replies.slice(1)) await channel.edit(ref, reply);
    },
    close: async () => {
      await channel.close();
      rmSync(files, { recursive: true });
    },
  });
};
