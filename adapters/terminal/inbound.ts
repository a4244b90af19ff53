import { asProblem } from "../../src/errors.ts";
import type { Actor } from "../../src/ports/actor.ts";
import type { Button } from "../../src/ports/chat/button.ts";
import type { Accept, Inbound } from "../../src/ports/chat/inbound.ts";
import type { Place, PostRef } from "../../src/ports/place.ts";
import { questionOf } from "../../src/reply/answer/suggestion.ts";
import { failureIn } from "../../src/reply/words/phrase-reading.ts";
import { harmlessLine } from "./escape.ts";
import { ownLocale } from "./output-style.ts";
import type { Pending } from "./pending.ts";
import type { Screen } from "./screen.ts";

export interface SenderDeps {
  place: Place;
  actor: Actor;
  pending: Pending;
  screen: Screen;
  newId: () => string;
  accept: () => Accept;
  /** A message could not be stored. */
  onNotStored(): void;
}

/** Hands on what a person does, to be stored. */
export interface Sender {
  write(text: string): Promise<void>;
  choose(choice: { button: Button; on: PostRef }): Promise<void>;
  /** Says what the person thinks of an answer. */
  vote(value: string, comment: string): Promise<void>;
  submit(submit: Button, fields: Record<string, string>): Promise<void>;
  /** Stops the question that is being answered. */
  stop(): Promise<void>;
}

export const createSender = ({ place, actor, pending, screen, newId, accept, onNotStored }: SenderDeps): Sender => {
  const newAct = () => ({ id: `${place.thread}:${newId()}`, place, actor, external: false });

  const store = async (inbound: Inbound): Promise<void> => {
    try {
      await accept()(inbound);
    } catch (thrown) {
      screen.print([harmlessLine(failureIn(asProblem(thrown).failure, ownLocale())), ""]);
      onNotStored();
      pending.end(inbound.id);
    }
  };

  const write = (text: string): Promise<void> => {
    const entry = text.startsWith("/") ? "command" : "direct";
    const message: Inbound = { kind: "message", ...newAct(), text: text.replace(/^\//, ""), entry };
    // The cancelled question says that it was cancelled. The word itself gets no reply.
    if (!/^\/?(?:cancel|stop)\b/i.test(text)) pending.add(message.id);
    return store(message);
  };

  return {
    write,
    choose: ({ button: { action, value }, on }) => {
      const question = questionOf({ action, value });
      if (question !== undefined) return write(`ask ${question}`);
      if (action === "command") return write(`/${value}`);
      return store({ kind: "click", ...newAct(), action, value, on });
    },
    vote: (value, comment) => {
      const act: Inbound = { kind: "form", ...newAct(), action: "vote", value, fields: comment ? { comment } : {} };
      pending.add(act.id);
      return store(act);
    },
    submit: ({ action, value }, fields) => store({ kind: "form", ...newAct(), action, value, fields }),
    stop: () => store({ kind: "stop", ...newAct() }),
  };
};
