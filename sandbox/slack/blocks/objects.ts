import { z } from "zod";

/*
 * Composition objects of Block Kit. They are strict, because Slack rejects unknown properties. The lengths are documented
 * (docs.slack.dev/reference/block-kit/composition-objects).
 */

export const plain = (max: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: z.string().min(1).max(max), emoji: z.boolean().optional() });

export const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal("mrkdwn"), text: z.string().min(1).max(max), verbatim: z.boolean().optional() });

export const anyText = (max: number) => z.discriminatedUnion("type", [plain(max), mrkdwn(max)]);

export const confirm = z.strictObject({
  title: plain(100).optional(),
  text: anyText(300),
  confirm: plain(30).optional(),
  deny: plain(30).optional(),
  style: z.enum(["primary", "danger"]).optional(),
});

export const option = z.strictObject({
  text: anyText(75),
  value: z.string().min(1).max(150).optional(),
  url: z.string().max(3_000).optional(),
  description: anyText(75).optional(),
});

export const optionGroup = z.strictObject({ label: plain(75), options: z.array(option).min(1).max(100) });

export const slackFile = z.union([z.strictObject({ id: z.string() }), z.strictObject({ url: z.string() })]);

export const source = z.strictObject({
  type: z.literal("url"),
  url: z.url(),
  text: z.string().min(1),
});
