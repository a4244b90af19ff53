import { asProblem } from "../../src/errors.ts";
import type { Actor } from "../../src/ports/actor.ts";
import type { Accept, Inbound } from "../../src/ports/inbound.ts";
import type { Place, PostRef } from "../../src/ports/place.ts";
import type { Button } from "../../src/ports/reply.ts";
import { harmlessLine } from "./escape.ts";
import type { Pending } from "./pending.ts";
import type { Screen } from "./screen.ts";

export interface ActsDeps {
  place: Place;
  actor: Actor;
  pending: Pending;
  screen: Screen;
  newId: () => string;
  accept: () => Accept;
  /** A message could not even be stored. */
  lost(): void;
}

/** What a person does, handed on to be stored. */
export interface Acts {
  say(text: string): Promise<void>;
  choose(choice: { button: Button; on: PostRef }): Promise<void>;
  fill(submit: Button, fields: Record<string, string>): Promise<void>;
  /** Stops the question that is worked on. */
  stop(): Promise<void>;
}

export const createActs = ({ place, actor, pending, screen, newId, accept, lost }: ActsDeps): Acts => {
  const act = () => ({ id: `${place.thread}:${newId()}`, place, actor, external: false });

  const store = async (inbound: Inbound): Promise<void> => {
    try {
      await accept()(inbound);
    } catch (thrown) {
      screen.print([harmlessLine(asProblem(thrown).sentence), ""]);
      lost();
      pending.end(inbound.id);
    }
  };

  const say = (text: string): Promise<void> => {
    const entry = text.startsWith("/") ? "command" : "direct";
    const message: Inbound = { kind: "message", ...act(), text: text.replace(/^\//, ""), entry };
    // What is cancelled says so itself; the word gets no reply of its own.
    if (!/^\/?(?:cancel|stop)\b/i.test(text)) pending.add(message.id);
    return store(message);
  };

  return {
    say,
    choose: ({ button: { action, value }, on }) => {
      if (action === "ask") return say(`ask ${value}`);
      if (action === "command") return say(`/${value}`);
      return store({ kind: "click", ...act(), action, value, on });
    },
    fill: ({ action, value }, fields) => store({ kind: "form", ...act(), action, value, fields }),
    stop: () => store({ kind: "stop", ...act() }),
  };
};
