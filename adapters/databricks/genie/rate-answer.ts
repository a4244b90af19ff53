import { z } from "zod";
import type { Agent } from "../../../src/ports/databricks/agent.ts";
import { messagePath, type Space } from "./space.ts";

/** Sets the one rating that Genie keeps of a message. */
export const createRate =
  (space: Space): Agent["rate"] =>
  async (ref, { verdict, comment }, caller) => {
    await space.http.call(z.unknown(), {
      method: "POST",
      path: `${messagePath(space, ref)}/feedback`,
      body: { rating: ratings[verdict], ...(comment && { comment }) },
      caller,
      repeat: "harmless",
    });
  };

const ratings = { positive: "POSITIVE", negative: "NEGATIVE", none: "NONE" } as const;
