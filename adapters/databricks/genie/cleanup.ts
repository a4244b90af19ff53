import { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import type { Caller } from "../../../src/ports/databricks/identity.ts";
import { conversationPath, conversationsOf, type Space } from "./space.ts";

/**
 * Deletes the oldest conversations of the caller's identity, so that a full space takes new ones. A thread that comes
 * back to one of them loses nothing but the agent's memory: its conversation is replaced. False: nothing could be
 * deleted.
 */
export const deleteOldest = async (space: Space, caller: Caller, signal?: AbortSignal): Promise<boolean> => {
  if (!space.deletesOldest) return false;
  const window = { caller, from: 0, to: space.time.now() - inUseMs, signal };
  const conversations = await conversationsOf(space, window);
  const oldest = conversations.sort((a, b) => a.at - b.at).slice(0, atOnce);
  let deleted = 0;
  for (const { id } of oldest) if (await remove(space, caller, id, signal)) deleted += 1;
  const { agent } = space;
  space.log.warn(
    { event: "databricks.space-full", agent, deleted },
    "the Genie space was full: oldest conversations deleted",
  );
  return deleted > 0;
};

/** Twenty at once, so that the next questions fit too. */
const atOnce = 20;
/** A younger one may belong to a turn that is running. */
const inUseMs = 24 * 3_600_000;

const remove = async (space: Space, caller: Caller, conversation: string, signal?: AbortSignal): Promise<boolean> => {
  const path = conversationPath(space, conversation);
  try {
    await space.http.call(z.unknown(), { caller, method: "DELETE", path, signal });
    return true;
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.retry === "never") return false;
    throw thrown;
  }
};
