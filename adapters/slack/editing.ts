import { webApi } from "@slack/bolt";
import { z } from "zod";
import type { Log } from "../../src/log.ts";
import type { Reply } from "../../src/ports/reply.ts";
import { refusalOf } from "./problems.ts";
import { type Block, rich } from "./render/blocks.ts";
import { type Message, render } from "./render/render.ts";

/** Sends a reply as richly as the workspace takes it. */
export type Show = <T>(reply: Reply, send: (message: Message) => Promise<T>) => Promise<T>;

/**
 * Slack rolls block types out slowly and some workspaces never get them. What is refused goes out again at once in
 * plainer blocks; a type that Slack calls unsupported is not tried again in this process.
 */
export const createShowing = (log: Log): Show => {
  const unsupported = new Set<string>();

  const refusedBy = (thrown: unknown, blocks: Block[]): string[] => {
    const refused = refusedTypes(thrown, blocks);
    for (const type of refused.filter((one) => one.unsupported && !unsupported.has(one.type))) {
      unsupported.add(type.type);
      log.warn(
        { event: "slack.block-refused", block: type.type },
        "this workspace does not take a kind of block; a plainer one is used from now on",
      );
    }
    return refused.map((one) => one.type);
  };

  return async (reply, send) => {
    const without = new Set(unsupported);
    for (let plainer = 0; ; plainer += 1) {
      const message = render(reply, without);
      try {
        return await send(message);
      } catch (thrown) {
        if (refusalOf(thrown)?.startsWith("invalid_blocks") !== true || plainer === 2) throw thrown;
        const types = plainer === 0 ? refusedBy(thrown, message.blocks) : [];
        for (const type of types.length > 0 ? types : rich) without.add(type);
      }
    }
  };
};

interface Refused {
  type: string;
  unsupported: boolean;
}

/** The kinds of block that Slack names in its refusal: `unsupported type: plan [json-pointer:/blocks/0/type]`. */
const refusedTypes = (thrown: unknown, blocks: Block[]): Refused[] => {
  const { errors, response_metadata } = Details.parse(thrown instanceof webApi.WebAPIPlatformError ? thrown.data : {});
  return [...errors, ...response_metadata.messages].flatMap((said) => {
    const named = /unsupported type: (\w+)/.exec(said)?.[1];
    const pointed = blocks[Number(/\/blocks\/(\d+)/.exec(said)?.[1] ?? Number.NaN)]?.type;
    const types = [named, pointed].filter((type) => type !== undefined && rich.some((one) => one === type));
    return types.map((type) => ({ type: String(type), unsupported: named !== undefined || /unsupported/.test(said) }));
  });
};

const Details = z
  .object({
    errors: z.array(z.string()).catch([]),
    response_metadata: z.object({ messages: z.array(z.string()).catch([]) }).catch({ messages: [] }),
  })
  .catch({ errors: [], response_metadata: { messages: [] } });
