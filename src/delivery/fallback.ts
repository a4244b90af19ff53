import { Problem, type ProblemCode } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import type { Reply } from "../ports/chat/reply.ts";
import { inMarkdown, inPlainWords } from "../reply/fit/plainer.ts";

/*
 * What happens to a message that a platform refuses for good: it is sent again smaller, then plainer, finally as plain
 * text.
 */

/** Sends one message. Each call has its own number, the same whenever all of it is repeated after a crash. */
export type Send = (part: Reply, attempt: number) => Promise<void>;

/**
 * Sends a reply in as many messages as it takes. A message that the platform refuses is sent again in smaller pieces;
 * where even small pieces are refused, in a plainer form, and so is everything that follows. Rejects with the
 * platform's last refusal when plain words in small pieces are refused too.
 */
export const sendWithFallback = async (
  channel: Pick<ChannelAdapter, "platform" | "split">,
  reply: Reply,
  log: Log,
  send: Send,
): Promise<void> => {
  /** The plainest form that was needed so far: what follows takes it at once. */
  let form = 0;
  let attempts = 0;

  const sendParts = async (whole: Reply, inForm: number, share: number): Promise<void> => {
    for (const part of channel.split(whole, share)) await sendPart(part, inForm, share);
  };

  const sendPart = async (part: Reply, inForm: number, share: number): Promise<void> => {
    if (inForm < form) return sendParts(formed(part, form), form, 1);
    try {
      attempts += 1;
      await send(part, attempts);
    } catch (thrown) {
      if (!isRefusedContent(thrown)) throw thrown;
      const isSmallest = share <= smallestShare;
      if (isSmallest && inForm === forms.length - 1) throw thrown;
      log.warn(
        { event: "delivery.refused", code: thrown.code, platform: channel.platform, form: inForm, share },
        "a message was refused; it is sent again, smaller or plainer",
      );
      if (!isSmallest) return sendParts(part, inForm, share / 2);
      form = Math.max(form, inForm + 1);
      await sendParts(formed(part, form), form, 1);
    }
  };

  await sendParts(reply, 0, 1);
};

/** From rich to plain. */
const forms: readonly ((reply: Reply) => Reply)[] = [(reply) => reply, inMarkdown, inPlainWords];

const formed = (part: Reply, form: number): Reply => (forms[form] ?? inPlainWords)(part);

const smallestShare = 1 / 8;

/** Refusals of content. Other refusals are about the place or about us, and no other form of the message would help. */
const contentRefusals: ReadonlySet<ProblemCode> = new Set([
  "post.too-large",
  "post.unshowable",
  "slack.refused",
  "teams.refused",
]);

/** True for a refusal of what a message holds, for good. */
export const isRefusedContent = (thrown: unknown): thrown is Problem =>
  thrown instanceof Problem && thrown.retry === "never" && contentRefusals.has(thrown.code);
