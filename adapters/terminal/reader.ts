import type { Interface } from "node:readline";
import type { Form } from "../../src/ports/chat/form.ts";
import { voteValue } from "../../src/reply/answer/votes.ts";
import { wordsIn } from "../../src/reply/words/words.ts";
import { createDialog, type Dialog } from "./dialog.ts";
import type { Sender } from "./inbound.ts";
import type { Pending } from "./pending.ts";
import type { Posts } from "./posts.ts";
import type { Screen } from "./screen.ts";

export interface ReaderDeps {
  lines: Interface;
  /** A person types, and sees the line meanwhile. */
  interactive: boolean;
  screen: Screen;
  posts: Pick<Posts, "choice" | "rated">;
  sender: Sender;
  pending: Pending;
}

/** Reads what the person types, line by line. */
export interface Reader {
  /** Asks for the values of a form. False: the input has ended. */
  ask(form: Form): boolean;
  /** Resolves when the last line has been read and its question answered. */
  readonly ended: Promise<void>;
}

export const prompt = "> ";

export const createReader = (deps: ReaderDeps): Reader => {
  const { lines, interactive, screen, posts, sender, pending } = deps;
  const ended = Promise.withResolvers<void>();
  let dialog: { form: Form; steps: Dialog } | undefined;
  let closed = false;

  const typed = async (line: string): Promise<void> => {
    const text = line.trim();
    // In a script, a number answers what the line before it has asked for.
    if (!interactive && /^(?:\d+$|(?:good|bad|gut|schlecht)\b)/i.test(text)) await pending.idle();
    if (dialog) return answer(dialog, text);
    if (/^\/?(?:exit|quit)$/i.test(text)) return lines.close();
    const vote = voteIn(text, posts.rated());
    if (vote) return sender.vote(vote.value, vote.comment);
    const choice = posts.choice(text);
    if (choice) await sender.choose(choice);
    else if (text) await sender.write(text);
  };

  const answer = async ({ form, steps }: { form: Form; steps: Dialog }, text: string): Promise<void> => {
    if (/^(?:cancel|abbrechen)$/i.test(text)) return end(wordsIn(form.locale).terminal.formLeft);
    const next = steps.answer(text);
    if (next && "values" in next) {
      end();
      return sender.submit(form.submit, next.values);
    }
    put(steps, next ? [next.wrong] : []);
  };

  /** Asks the next question of a form, in place of the prompt. */
  const put = (steps: Dialog, above: string[]): void => {
    lines.setPrompt(steps.question());
    screen.print(interactive ? above : [...above, steps.question()]);
  };

  const end = (closingWords?: string): void => {
    dialog = undefined;
    lines.setPrompt(prompt);
    screen.print(closingWords ? [closingWords, ""] : []);
  };

  let last = Promise.resolve();
  lines.on("line", (line) => {
    if (interactive) screen.typed(line);
    last = last.then(() => typed(line));
  });
  lines.resume().once("close", () => {
    closed = true;
    if (interactive) ended.resolve();
    else void last.then(pending.idle).then(ended.resolve, ended.reject);
  });

  return {
    ask: (form) => {
      if (closed) return false;
      dialog = { form, steps: createDialog(form) };
      put(dialog.steps, dialog.steps.intro);
      return true;
    },
    ended: ended.promise,
  };
};

/** `good`, or `bad` and the reason, in German as well: a vote on the latest answer. */
const voteIn = (text: string, turn: string | undefined): { value: string; comment: string } | undefined => {
  const [, word, comment = ""] = /^(good|bad|gut|schlecht)(?:[:, ]\s*(.*))?$/i.exec(text) ?? [];
  if (turn === undefined || !word) return undefined;
  return { value: voteValue(/^g/i.test(word) ? "up" : "down", turn), comment };
};
