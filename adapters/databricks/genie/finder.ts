import { Problem } from "../../../src/errors.ts";
import type { Ask, AskRef } from "../../../src/ports/databricks/agent.ts";
import { callerOf } from "../../../src/ports/databricks/identity.ts";
import type { Owners } from "./owners.ts";
import { conversationsOf, messagesOf, type Space, type Window } from "./space.ts";

interface Finder {
  /**
   * The message that an attempt since then (epoch ms) left in Genie, if it did; never one that another ask has claimed.
   * Looks twice: it may still be arriving.
   */
  find(ask: Ask, since: number, signal?: AbortSignal): Promise<AskRef | undefined>;
}

/** The first question of a new conversation, with what was asked in the conversation that it replaces. */
export const openingOf = ({ question, earlier }: Ask): string => {
  const before = earlier.slice(-3).map((text) => `"${text.slice(0, 300)}"`);
  return before.length === 0 ? question : `${question}\n\n(Asked before, oldest first: ${before.join("; ")})`;
};

export const createFinder = (space: Space, owners: Owners): Finder => {
  const look = async (ask: Ask, since: number, signal?: AbortSignal): Promise<AskRef | undefined> => {
    const { conversation } = ask;
    const window = { caller: callerOf(ask.actor, ask.as), from: since - toleranceMs, to: since + attemptMs, signal };
    const found = await Promise.all([
      conversation === undefined ? [] : messagesWith(space, conversation, ask.question, window),
      newMessagesWith(space, openingOf(ask), window),
    ]);
    const closest = found.flat().sort((a, b) => Math.abs(a.at - since) - Math.abs(b.at - since));
    for (const { ref } of closest) if (await owners.claim(ref, ask)) return ref;
    return undefined;
  };

  return {
    find: async (ask, since, signal) => {
      const found = await look(ask, since, signal);
      if (found) return found;
      await space.time.sleep(arrivalMs, signal);
      return look(ask, since, signal);
    },
  };
};

interface Found {
  ref: AskRef;
  /** By our clock, epoch ms. */
  at: number;
}

/** Replicas' clocks, and the clock of Databricks as it is known, may differ by this much. */
const toleranceMs = 30_000;
/** No attempt goes on for longer. */
const attemptMs = 10 * 60_000;
/** A call that we gave up may need this long to show. */
const arrivalMs = 1_500;

const newMessagesWith = async (space: Space, content: string, window: Window): Promise<Found[]> => {
  const conversations = await conversationsOf(space, window);
  const found = await Promise.all(conversations.map(({ id }) => messagesWith(space, id, content, window)));
  return found.flat();
};

/** Messages of a conversation with this text. A conversation that is gone, or closed to us, has none. */
const messagesWith = async (space: Space, conversation: string, content: string, window: Window): Promise<Found[]> => {
  try {
    const messages = await messagesOf(space, conversation, window);
    return messages
      .filter((message) => message.content.trim() === content.trim())
      .map(({ id, at }) => ({ ref: { agent: space.agent, conversation, message: id }, at }));
  } catch (thrown) {
    if (thrown instanceof Problem && closed.has(thrown.code)) return [];
    throw thrown;
  }
};

const closed = new Set(["databricks.not-found", "databricks.forbidden", "databricks.invalid"]);
