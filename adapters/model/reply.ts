import type { ChatOpenAI } from "@langchain/openai";
import { z } from "zod";
import type { ModelMessage } from "../../src/ports/model.ts";
import type { Tokens } from "../../src/ports/tracing.ts";
import { cutOff, filtered, nonsense } from "./problems.ts";
import { createReasoningFilter } from "./reasoning.ts";

/** Reads replies of one model. */
export interface ReplyReader {
  /** The model's reply without its reasoning. `onText` gets the text so far. Stops after `most` characters. */
  read(
    messages: readonly ModelMessage[],
    options: ChatOpenAI["ParsedCallOptions"],
    most: number,
    onText?: (text: string) => void,
  ): Promise<{ text: string; isCut: boolean }>;
}

/** `onUsage` is told what a reply has cost, if the endpoint says so. */
export const createReplyReader = (chat: ChatOpenAI, onUsage: (tokens: Tokens) => void): ReplyReader => {
  /** This model begins to reason without a mark, so its texts are shown only after the reasoning has ended. */
  let reasonsUnmarked = false;

  const read: ReplyReader["read"] = async (messages, options, most, onText) => {
    const turns = messages.map(({ role, content }): [ModelMessage["role"], string] => [role, content]);
    const filter = createReasoningFilter();
    const enough = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, enough.signal]) : enough.signal;
    for await (const chunk of await chat.stream(turns, { ...options, signal })) {
      const usage = Usage.safeParse(chunk.usage_metadata).data;
      if (usage) onUsage({ input: usage.input_tokens, output: usage.output_tokens });
      const visible = filter.push(chunk.text);
      if (visible.length > most) {
        enough.abort();
        return { text: visible, isCut: true };
      }
      if (visible && (filter.unopened || !reasonsUnmarked)) onText?.(visible.trimStart());
      if (chunk.additional_kwargs["refusal"]) throw filtered();
      checkEnd(chunk.response_metadata);
    }
    reasonsUnmarked ||= filter.unopened;
    return { text: filter.end().trim(), isCut: false };
  };

  return { read };
};

const Usage = z.object({ input_tokens: z.number(), output_tokens: z.number() });

/** Why a reply ended, in the words of chat completions and of responses. */
const End = z.object({
  finish_reason: z.string().nullish().catch(null),
  incomplete_details: z.object({ reason: z.string() }).nullish().catch(null),
});

/** Throws when the reply is incomplete. */
const checkEnd = (metadata: unknown): void => {
  const { finish_reason, incomplete_details } = End.parse(metadata);
  const reason = incomplete_details?.reason ?? finish_reason;
  if (reason === "length" || reason === "max_output_tokens") throw nonsense("the text ended at the length limit");
  if (reason === "content_filter") throw filtered();
  if (reason === "error") throw cutOff();
};
