import type { Interface } from "node:readline";
import type { Form } from "../../src/ports/reply.ts";
import type { Acts } from "./acts.ts";
import { createDialog, type Dialog } from "./dialog.ts";
import type { Pending } from "./pending.ts";
import type { Screen } from "./screen.ts";
import type { Talk } from "./talk.ts";

export interface ReaderDeps {
  lines: Interface;
  /** The person sees the line while typing it. */
  interactive: boolean;
  screen: Screen;
  talk: Pick<Talk, "choice">;
  acts: Acts;
  pending: Pending;
}

/** Reads what the person types, one line after the other. */
export interface Reader {
  /** Asks for the values of a form. False: nobody types any more. */
  ask(form: Form): boolean;
  /** Resolves when the last line has been read, and what it started has ended. */
  readonly over: Promise<void>;
}

export const prompt = "> ";

export const createReader = (deps: ReaderDeps): Reader => {
  const { lines, interactive, screen, talk, acts, pending } = deps;
  const over = Promise.withResolvers<void>();
  let dialog: { form: Form; steps: Dialog } | undefined;
  let closed = false;

  const typed = async (line: string): Promise<void> => {
    const text = line.trim();
    // A number belongs to the answer, or the form, that a script waits for.
    if (!interactive && /^\d+$/.test(text)) await pending.idle();
    if (dialog) return answer(dialog, text);
    if (/^\/?(?:exit|quit)$/i.test(text)) return lines.close();
    const choice = talk.choice(text);
    if (choice) await acts.choose(choice);
    else if (text) await acts.say(text);
  };

  const answer = async ({ form, steps }: { form: Form; steps: Dialog }, text: string): Promise<void> => {
    if (text.toLowerCase() === "cancel") return end("Given up; nothing was started.");
    const next = steps.answer(text);
    if (next && "values" in next) {
      end();
      return acts.fill(form.submit, next.values);
    }
    put(steps, next ? [next.wrong] : []);
  };

  /** Puts the next question of a form where the person types. */
  const put = (steps: Dialog, above: string[]): void => {
    lines.setPrompt(steps.question());
    screen.print(interactive ? above : [...above, steps.question()]);
  };

  const end = (told?: string): void => {
    dialog = undefined;
    lines.setPrompt(prompt);
    screen.print(told ? [told, ""] : []);
  };

  let last = Promise.resolve();
  lines.on("line", (line) => {
    if (interactive) screen.typed(line);
    last = last.then(() => typed(line));
  });
  lines.resume().once("close", () => {
    closed = true;
    if (interactive) over.resolve();
    else void last.then(pending.idle).then(over.resolve, over.reject);
  });

  return {
    ask: (form) => {
      if (closed) return false;
      dialog = { form, steps: createDialog(form) };
      put(dialog.steps, dialog.steps.intro);
      return true;
    },
    over: over.promise,
  };
};
