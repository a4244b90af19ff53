import { spawn } from "node:child_process";
import { once } from "node:events";
import { endWithUs } from "../../sandbox/children.ts";
import { npmArguments } from "./bots/program.ts";
import { eventually } from "./eventually.ts";

export type Chat = ReturnType<typeof startChat>;

/** The chat in a process of its own, with pipes for the terminal. */
export const startChat = (env: Record<string, string>, ...options: string[]) =>
  follow(env, process.execPath, npmArguments("src/cli/chat.ts", ...options));

/** The same by `npm run chat`. */
export const npmChat = (env: Record<string, string>, ...options: string[]) =>
  follow(env, "npm", ["run", "--silent", "chat", "--", ...options]);

const follow = (env: Record<string, string>, program: string, args: string[]) => {
  const child = endWithUs(
    spawn(program, args, {
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], LOG_LEVEL: "warn", ...env },
      stdio: ["pipe", "pipe", "pipe"],
      // A group of its own: a signal reaches npm and the chat, as Ctrl-C does.
      detached: true,
    }),
    { group: true },
  );
  const exit = once(child, "exit");
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const press = (signal: "SIGINT" | "SIGKILL"): void => void process.kill(-(child.pid ?? 0), signal);
  return {
    type: (text: string): void => void child.stdin.write(text),
    end: (): void => void child.stdin.end(),
    out: () => out,
    err: () => err,
    shows: (words: string | RegExp, withinMs = 15_000): Promise<boolean> =>
      eventually(
        () => {
          if (isOver() && !new RegExp(words).test(out)) throw new Error(`it ended:\n${out}\n${err}`);
          return new RegExp(words).test(out);
        },
        withinMs,
        `${words} in\n${out}`,
      ),
    /** As Ctrl-C does. */
    interrupt: () => press("SIGINT"),
    kill: () => {
      if (!isOver()) press("SIGKILL");
    },
    isOver,
    code: async (): Promise<number | null> => {
      await exit;
      return child.exitCode;
    },
  };
};
