import { z } from "zod";
import { accessory, action, cardButton, contextAction, image, input } from "./elements.ts";
import { anyText, mrkdwn, plain, slackFile, source } from "./objects.ts";
import { richText } from "./richtext.ts";
import { dataTable, table, visualization } from "./tables.ts";

const base = { block_id: z.string().max(255).optional() };

const section = z
  .strictObject({
    type: z.literal("section"),
    ...base,
    text: anyText(3_000).optional(),
    fields: z.array(anyText(2_000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, "missing required field: text");

const header = z.strictObject({ type: z.literal("header"), ...base, text: plain(150), level: z.number().optional() });
const divider = z.strictObject({ type: z.literal("divider"), ...base });
const context = z.strictObject({
  type: z.literal("context"),
  ...base,
  elements: z
    .array(z.discriminatedUnion("type", [plain(3_000), mrkdwn(3_000), image]))
    .min(1)
    .max(10),
});
const actions = z.strictObject({ type: z.literal("actions"), ...base, elements: z.array(action).min(1).max(25) });
const picture = z.strictObject({
  type: z.literal("image"),
  ...base,
  alt_text: z.string().max(2_000),
  title: plain(2_000).optional(),
  image_url: z.string().max(3_000).optional(),
  slack_file: slackFile.optional(),
});
const inputBlock = z.strictObject({
  type: z.literal("input"),
  ...base,
  label: plain(2_000),
  hint: plain(2_000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: input,
});
const video = z.looseObject({
  type: z.literal("video"),
  ...base,
  video_url: z.url(),
  thumbnail_url: z.url(),
  alt_text: z.string(),
  title: plain(200),
});

const taskCard = z.strictObject({
  type: z.literal("task_card"),
  ...base,
  task_id: z.string().min(1),
  title: z.string().min(1),
  status: z.enum(["pending", "in_progress", "complete", "error"]),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(source).optional(),
});
const plan = z.strictObject({
  type: z.literal("plan"),
  ...base,
  title: z.string().min(1),
  tasks: z.array(taskCard).optional(),
});

const card = z.strictObject({
  type: z.literal("card"),
  ...base,
  hero_image: image.optional(),
  icon: image.optional(),
  title: mrkdwn(150).optional(),
  subtitle: mrkdwn(150).optional(),
  body: mrkdwn(200).optional(),
  actions: z.array(cardButton).optional(),
});

/** Blocks that a container may have; `data_table` and `markdown` are not among them. */
const contained = [section, header, divider, context, actions, picture, inputBlock, video, richText, table] as const;

const container = z.strictObject({
  type: z.literal("container"),
  ...base,
  title: plain(150).optional(),
  rich_text_title: richText.optional(),
  subtitle: anyText(150).optional(),
  child_blocks: z.array(z.discriminatedUnion("type", contained)).max(10),
  width: z.enum(["narrow", "standard", "wide", "full"]).optional(),
  icon: image.optional(),
  is_collapsible: z.boolean().optional(),
  default_collapsed: z.boolean().optional(),
  has_header_divider: z.boolean().optional(),
});

const everywhere = [section, header, divider, context, actions, picture, inputBlock, video, richText] as const;

/** The blocks that a message may have. */
export const messageBlock = z.discriminatedUnion("type", [
  ...everywhere,
  table,
  dataTable,
  visualization,
  taskCard,
  plan,
  card,
  container,
  z.strictObject({
    type: z.literal("carousel"),
    ...base,
    elements: z.array(card).min(1).max(10),
  }),
  z.strictObject({
    type: z.literal("context_actions"),
    ...base,
    elements: z.array(contextAction).min(1).max(5),
  }),
  z.strictObject({ type: z.literal("markdown"), ...base, text: z.string().min(1).max(12_000) }),
]);

/** The blocks that a modal or a Home tab may have. */
export const viewBlock = z.discriminatedUnion("type", [
  ...everywhere,
  z.strictObject({
    type: z.literal("alert"),
    ...base,
    text: anyText(3_000),
    level: z.enum(["default", "info", "warning", "error", "success"]).optional(),
  }),
]);
