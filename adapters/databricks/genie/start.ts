import { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import type { Agent, Ask, AskRef } from "../../../src/ports/agent.ts";
import { callerOf } from "../../../src/ports/identity.ts";
import { faultOf } from "../fault.ts";
import { familyOfProblem, reworded } from "./errors.ts";
import { full } from "./families.ts";
import { createFinder, openingOf } from "./find.ts";
import type { Owners } from "./owners.ts";
import { GenieMessage } from "./parse.ts";
import { makeRoom } from "./room.ts";
import { conversationPath, type Space } from "./space.ts";

/** Asks a question once. Genie takes no idempotency key, so after an unknown outcome we look before we ask again. */
export const starter = (space: Space, owners: Owners): Agent["start"] => {
  const finder = createFinder(space, owners);

  /** Sends until the question is known to be there, and to be ours; at most three times. */
  const surely = async (ask: Ask, send: () => Promise<AskRef>, signal?: AbortSignal): Promise<AskRef> => {
    const since = space.time.now();
    for (let tries = 1; ; tries += 1) {
      const sent = await outcome(send);
      if ("ref" in sent && (await owners.claim(sent.ref, ask))) return sent.ref;
      // Unknown; or somebody who looked for the same question took ours for theirs, and theirs is now for us.
      space.log.warn(
        { event: "databricks.ask-unconfirmed", ask: ask.key, tries, ...sent },
        "looking whether Genie took the question",
      );
      const found = await finder.find(ask, since, signal);
      if (found) return found;
      if (tries === 3) throw "err" in sent ? sent.err : new Error(`Genie's answers to ${ask.key} went to other asks`);
    }
  };

  const open = async (ask: Ask, signal?: AbortSignal): Promise<AskRef> => {
    const send = () => surely(ask, () => startConversation(space, ask, signal), signal);
    try {
      return await send();
    } catch (thrown) {
      if (!isFull(thrown)) throw thrown;
      if (await makeRoom(space, callerOf(ask.actor), signal)) return send();
      throw reworded(thrown, await space.say(full));
    }
  };

  const begin = async (ask: Ask, signal?: AbortSignal): Promise<AskRef> => {
    if (ask.attemptedAt !== undefined) {
      const found = await finder.find(ask, ask.attemptedAt, signal);
      if (found) return found;
    }
    const { conversation } = ask;
    if (conversation === undefined) return open(ask, signal);
    try {
      return await surely(ask, () => followUp(space, ask, conversation, signal), signal);
    } catch (thrown) {
      if (!isLost(thrown)) throw thrown;
      space.log.info({ event: "databricks.conversation-replaced", ask: ask.key, err: thrown }, "conversation replaced");
      return open(ask, signal);
    }
  };

  return async (ask, signal) => {
    try {
      return await begin(ask, signal);
    } catch (thrown) {
      throw await inWords(space, thrown);
    }
  };
};

/** What became of a send: the message, or the error that leaves it unknown. */
const outcome = async (send: () => Promise<AskRef>): Promise<{ ref: AskRef } | { err: unknown }> => {
  try {
    return { ref: await send() };
  } catch (err) {
    if (isUnknown(err)) return { err };
    throw err;
  }
};

const Started = z.object({ conversation_id: z.string(), message_id: z.string() });

const startConversation = async (space: Space, ask: Ask, signal?: AbortSignal): Promise<AskRef> => {
  const started = await space.http.call(Started, {
    caller: callerOf(ask.actor),
    method: "POST",
    path: `${space.path}/start-conversation`,
    body: { content: openingOf(ask) },
    patienceMs: space.patienceMs,
    tellsLimit: true,
    signal,
  });
  return { agent: space.agent, conversation: started.conversation_id, message: started.message_id };
};

const followUp = async (space: Space, ask: Ask, conversation: string, signal?: AbortSignal): Promise<AskRef> => {
  const message = await space.http.call(GenieMessage, {
    caller: callerOf(ask.actor),
    method: "POST",
    path: `${conversationPath(space, conversation)}/messages`,
    body: { content: ask.question },
    patienceMs: space.patienceMs,
    tellsLimit: true,
    signal,
  });
  return { agent: space.agent, conversation, message: message.message_id };
};

const inWords = async (space: Space, thrown: unknown): Promise<unknown> => {
  const family = thrown instanceof Problem ? familyOfProblem(thrown) : undefined;
  return thrown instanceof Problem && family ? reworded(thrown, await space.say(family)) : thrown;
};

const isUnknown = (thrown: unknown): boolean => thrown instanceof Problem && thrown.code === "databricks.unknown";

/**
 * What a full space or conversation (10,000 each) answers is not documented, and its code may be that of a rate limit.
 * So the words decide here, and they have to be plain.
 */
const isFull = (thrown: unknown): thrown is Problem => {
  const said = thrown instanceof Problem ? (faultOf(thrown)?.message ?? "") : "";
  return (
    /\b(10,?000|maximum number of|too many) (conversation|message)s\b/i.test(said) && !/\brate\b|minute/i.test(said)
  );
};

/** A follow-up that is refused as such (deleted, full, of another identity, still busy) goes well in a new conversation. */
const isLost = (thrown: unknown): boolean =>
  thrown instanceof Problem &&
  (["databricks.not-found", "databricks.forbidden", "databricks.invalid"].includes(thrown.code) || isFull(thrown));
