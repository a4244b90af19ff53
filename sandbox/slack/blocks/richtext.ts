import { z } from "zod";

/** The `rich_text` block: typed text, and the only formatted text in cells and task cards. */
const style = z
  .strictObject({
    bold: z.boolean(),
    code: z.boolean(),
    italic: z.boolean(),
    strike: z.boolean(),
    underline: z.boolean(),
    highlight: z.boolean(),
    client_highlight: z.boolean(),
    unlink: z.boolean(),
  })
  .partial()
  .optional();

const text = z.strictObject({ type: z.literal("text"), text: z.string().min(1), style });
const link = z.strictObject({
  type: z.literal("link"),
  url: z.string().min(1).max(3_000),
  text: z.string().optional(),
  unsafe: z.boolean().optional(),
  style,
});

const inline = z.discriminatedUnion("type", [
  text,
  link,
  z.strictObject({ type: z.literal("user"), user_id: z.string(), style }),
  z.strictObject({ type: z.literal("usergroup"), usergroup_id: z.string(), style }),
  z.strictObject({ type: z.literal("team"), team_id: z.string(), style }),
  z.strictObject({ type: z.literal("channel"), channel_id: z.string(), style }),
  z.strictObject({ type: z.literal("broadcast"), range: z.enum(["here", "channel", "everyone"]), style }),
  z.strictObject({ type: z.literal("color"), value: z.string(), style }),
  z.strictObject({
    type: z.literal("date"),
    timestamp: z.number(),
    format: z.string(),
    url: z.string().optional(),
    fallback: z.string().optional(),
    style,
  }),
  z.strictObject({
    type: z.literal("emoji"),
    name: z.string(),
    unicode: z.string().optional(),
    url: z.string().optional(),
    style,
  }),
]);

const border = z.union([z.literal(0), z.literal(1)]).optional();
const section = z.strictObject({ type: z.literal("rich_text_section"), elements: z.array(inline) });

export const richText = z.strictObject({
  type: z.literal("rich_text"),
  block_id: z.string().max(255).optional(),
  elements: z.array(
    z.discriminatedUnion("type", [
      section,
      z.strictObject({
        type: z.literal("rich_text_list"),
        style: z.enum(["bullet", "ordered"]),
        elements: z.array(section),
        indent: z.number().int().min(0).max(8).optional(),
        offset: z.number().int().optional(),
        border,
      }),
      z.strictObject({
        type: z.literal("rich_text_preformatted"),
        elements: z.array(z.discriminatedUnion("type", [text, link])),
        language: z.string().optional(),
        border,
      }),
      z.strictObject({ type: z.literal("rich_text_quote"), elements: z.array(inline), border }),
    ]),
  ),
});
