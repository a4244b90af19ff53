import { z } from "zod";
import { confirm, option, optionGroup, plain, slackFile } from "./objects.ts";

const actionId = z.string().min(1).max(255).optional();
const shared = { action_id: actionId, confirm: confirm.optional(), focus_on_load: z.boolean().optional() };
const style = z.enum(["primary", "danger"]).optional();
const label = z.string().max(75).optional();

const button = z.strictObject({
  type: z.literal("button"),
  action_id: actionId,
  text: plain(75),
  value: z.string().max(2_000).optional(),
  url: z.string().max(3_000).optional(),
  style,
  confirm: confirm.optional(),
  accessibility_label: label,
});

const choice = z.strictObject({ text: plain(75), value: z.string().max(2_000), accessibility_label: label });

export const contextAction = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("feedback_buttons"),
    action_id: actionId,
    positive_button: choice,
    negative_button: choice,
  }),
  z.strictObject({
    type: z.literal("icon_button"),
    action_id: actionId,
    icon: z.string().min(1),
    text: plain(75),
    value: z.string().max(2_000).optional(),
    accessibility_label: label,
    visible_to_user_ids: z.array(z.string()).optional(),
    confirm: confirm.optional(),
  }),
]);

const options = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
  placeholder: plain(150).optional(),
};
const chosen = { initial_option: option.optional() };
const several = {
  initial_options: z.array(option).optional(),
  max_selected_items: z.number().int().positive().optional(),
};

/** Elements of which only the type is checked: this product does not use them. */
const unchecked = [
  "channels_select",
  "conversations_select",
  "datetimepicker",
  "datepicker",
  "external_select",
  "multi_channels_select",
  "multi_conversations_select",
  "multi_external_select",
  "multi_users_select",
  "rich_text_input",
  "timepicker",
  "users_select",
  "workflow_button",
] as const;

const interactive = [
  button,
  z
    .strictObject({ type: z.literal("static_select"), ...shared, ...options, ...chosen })
    .refine(
      ({ options: given = [] }) => new Set(given.map(({ value }) => value)).size === given.length,
      "option values must be unique",
    ),
  z.strictObject({ type: z.literal("multi_static_select"), ...shared, ...options, ...several }),
  z.strictObject({
    type: z.literal("overflow"),
    action_id: actionId,
    confirm: confirm.optional(),
    options: z.array(option).min(1).max(5),
  }),
  z.strictObject({
    type: z.literal("checkboxes"),
    ...shared,
    options: z.array(option).min(1).max(10),
    initial_options: z.array(option).optional(),
  }),
  z.strictObject({
    type: z.literal("radio_buttons"),
    ...shared,
    options: z.array(option).min(1).max(10),
    initial_option: option.optional(),
  }),
  z.looseObject({ type: z.enum(unchecked), action_id: actionId }),
] as const;

export const action = z.discriminatedUnion("type", interactive);

export const image = z.strictObject({
  type: z.literal("image"),
  alt_text: z.string().max(2_000),
  image_url: z.string().max(3_000).optional(),
  slack_file: slackFile.optional(),
});

export const cardButton = button;
export const accessory = z.discriminatedUnion("type", [...interactive, image]);

export const input = z.discriminatedUnion("type", [
  ...interactive,
  z.strictObject({
    type: z.literal("plain_text_input"),
    ...shared,
    placeholder: plain(150).optional(),
    initial_value: z.string().max(3_000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(3_000).optional(),
    max_length: z.number().int().min(1).max(3_000).optional(),
    dispatch_action_config: z.looseObject({}).optional(),
  }),
  z.looseObject({
    type: z.enum(["email_text_input", "file_input", "number_input", "url_text_input"]),
    action_id: actionId,
  }),
]);
