import { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import type { Agent, Ask, AskRef } from "../../../src/ports/databricks/agent.ts";
import { callerOf } from "../../../src/ports/databricks/identity.ts";
import { faultOf } from "../fault.ts";
import { withFailure } from "../problem.ts";
import { deleteOldest } from "./cleanup.ts";
import { full } from "./failure-families.ts";
import { familyOfProblem } from "./failures.ts";
import { createFinder, openingOf } from "./finder.ts";
import type { Owners } from "./owners.ts";
import { firstId, GenieMessage } from "./result/message.ts";
import { conversationPath, type Space } from "./space.ts";

/** Asks a question once. Genie has no idempotency key, so after an unknown outcome we look before we ask again. */
export const createStart = (space: Space, owners: Owners): Agent["start"] => {
  const finder = createFinder(space, owners);

  /** Sends until the question is known to be there, and to be ours; at most three times. */
  const sendOnce = async (ask: Ask, send: () => Promise<AskRef>, signal?: AbortSignal): Promise<AskRef> => {
    const since = space.time.now();
    for (let tries = 1; ; tries += 1) {
      const sent = await outcomeOf(send);
      if ("ref" in sent && (await owners.claim(sent.ref, ask))) return sent.ref;
      // The outcome is unknown, or another ask with the same question has claimed our message and left us its own.
      const event = "databricks.ask-unconfirmed";
      space.log.warn({ event, ask: ask.key, tries, ...sent }, "looking whether Genie took the question");
      const found = await finder.find(ask, since, signal);
      if (found) return found;
      if (tries === 3) throw "err" in sent ? sent.err : new Error(`Genie's answers to ${ask.key} went to other asks`);
    }
  };

  const open = async (ask: Ask, signal?: AbortSignal): Promise<AskRef> => {
    const send = () => sendOnce(ask, () => startConversation(space, ask, signal), signal);
    try {
      return await send();
    } catch (thrown) {
      if (!isFull(thrown)) throw thrown;
      // Of a person nothing is deleted.
      if (ask.as === undefined && (await deleteOldest(space, callerOf(ask.actor), signal))) return send();
      throw withFailure(thrown, await space.toFailure(full));
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
      return await sendOnce(ask, () => followUp(space, ask, conversation, signal), signal);
    } catch (thrown) {
      if (!isLost(thrown)) throw thrown;
      const event = "databricks.conversation-replaced";
      space.log.info({ event, ask: ask.key, err: thrown }, "the conversation cannot be continued; starting a new one");
      return open(ask, signal);
    }
  };

  return async (ask, signal) => {
    try {
      return await begin(ask, signal);
    } catch (thrown) {
      throw await agentProblem(space, thrown);
    }
  };
};

/** What became of a send: the message, or the error that leaves it unknown. */
const outcomeOf = async (send: () => Promise<AskRef>): Promise<{ ref: AskRef } | { err: unknown }> => {
  try {
    return { ref: await send() };
  } catch (err) {
    if (isUnknown(err)) return { err };
    throw err;
  }
};

const id = z.string().nullish();
const Started = z
  .object({
    conversation_id: id,
    message_id: id,
    conversation: z.object({ conversation_id: id, id }).nullish(),
    message: z.object({ conversation_id: id, message_id: id, id }).nullish(),
  })
  .transform(({ conversation, message, ...ids }, context) => {
    const opened = firstId(
      ids.conversation_id,
      conversation?.conversation_id,
      conversation?.id,
      message?.conversation_id,
    );
    const sent = firstId(ids.message_id, message?.message_id, message?.id);
    if (opened && sent) return { conversation: opened, message: sent };
    context.addIssue("a conversation or message without an id");
    return z.NEVER;
  });

const startConversation = async (space: Space, ask: Ask, signal?: AbortSignal): Promise<AskRef> => {
  const started = await space.http.call(Started, {
    caller: callerOf(ask.actor, ask.as),
    method: "POST",
    path: `${space.path}/start-conversation`,
    body: { content: openingOf(ask) },
    retryForMs: space.retryForMs,
    reportsLimit: true,
    signal,
  });
  return { agent: space.agent, ...started };
};

const followUp = async (space: Space, ask: Ask, conversation: string, signal?: AbortSignal): Promise<AskRef> => {
  const message = await space.http.call(GenieMessage, {
    caller: callerOf(ask.actor, ask.as),
    method: "POST",
    path: `${conversationPath(space, conversation)}/messages`,
    body: { content: ask.question },
    retryForMs: space.retryForMs,
    reportsLimit: true,
    signal,
  });
  return { agent: space.agent, conversation, message: message.message_id };
};

/** The Problem in the agent's words, where the agent is the matter. */
const agentProblem = async (space: Space, thrown: unknown): Promise<unknown> => {
  const family = thrown instanceof Problem ? familyOfProblem(thrown) : undefined;
  return thrown instanceof Problem && family ? withFailure(thrown, await space.toFailure(family)) : thrown;
};

const isUnknown = (thrown: unknown): boolean => thrown instanceof Problem && thrown.code === "databricks.unknown";

/**
 * The answer of a full space or conversation (10,000 each) is not documented, and its code may be that of a rate limit.
 * So the words decide, and only unambiguous ones count.
 */
const isFull = (thrown: unknown): thrown is Problem => {
  const words = thrown instanceof Problem ? (faultOf(thrown)?.message ?? "") : "";
  return (
    /\b(10,?000|maximum number of|too many) (conversation|message)s\b/i.test(words) && !/\brate\b|minute/i.test(words)
  );
};

/** The conversation is deleted, full, busy or of another identity: a new one can take the question. */
const isLost = (thrown: unknown): boolean =>
  thrown instanceof Problem &&
  (["databricks.not-found", "databricks.forbidden", "databricks.invalid"].includes(thrown.code) || isFull(thrown));
