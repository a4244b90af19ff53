import type { ContextBlock, InputBlock, ModalView } from "@slack/types";
import type { ChannelAdapter } from "../../../src/ports/channel.ts";
import type { Place } from "../../../src/ports/place.ts";
import type { Form, FormField } from "../../../src/ports/reply.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { asking, refusalOf } from "../problems.ts";
import type { Web } from "../sdk.ts";
import { context, sections } from "./blocks.ts";
import { mrkdwn, verbatim } from "./escape.ts";

/** Forms as modals. Slack opens one only within three seconds of an act, by its trigger. */
export const createForms = (web: Web): Pick<ChannelAdapter, "form"> => ({
  form: async (place, form, { trigger }) => {
    if (trigger === undefined) return false;
    const view = modal(form, place);
    try {
      await asking("views.open", () => web.views.open({ trigger_id: trigger, view }));
      return true;
    } catch (thrown) {
      if (stale.has(refusalOf(causeOf(thrown)) ?? "")) return false;
      throw thrown;
    }
  },
});

const stale = new Set(["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"]);

const causeOf = (thrown: unknown): unknown => (thrown instanceof Error ? thrown.cause : undefined);

/** A form as a modal. What its submission needs travels in `private_metadata`; parse.ts reads it back. */
export const modal = (form: Form, place: Place): ModalView => ({
  type: "modal",
  callback_id: form.submit.action,
  private_metadata: JSON.stringify({ value: form.submit.value, place }),
  title: plain(form.title, 24),
  submit: plain(form.submit.label, 24),
  close: plain("Close", 24),
  blocks: [...sections(form.intro), ...form.fields.flatMap(fieldBlocks)],
});

const plain = (text: string, limit: number) => ({
  type: "plain_text" as const,
  text: shortened(verbatim(oneLine(text)), limit) || "…",
  emoji: false,
});

const fieldBlocks = (field: FormField): (ContextBlock | InputBlock)[] => [
  ...(field.error ? [complaint(field.error)] : []),
  input(field),
];

const complaint = (error: string): ContextBlock => context(`⚠️ ${mrkdwn(shortened(oneLine(error), 500))}`);

const input = (field: FormField): InputBlock => ({
  type: "input",
  block_id: field.name,
  label: plain(field.label, 150),
  ...(field.hint ? { hint: plain(field.hint, 300) } : {}),
  optional: !field.required,
  element: element(field),
});

const element = (field: FormField): InputBlock["element"] => {
  const { name: action_id, value = "" } = field;
  switch (field.type) {
    case "number":
    case "integer":
      return {
        type: "number_input",
        action_id,
        is_decimal_allowed: field.type === "number",
        ...(isNumber(value, field.type) ? { initial_value: value } : {}),
      };
    case "date":
      return { type: "datepicker", action_id, ...(/^\d{4}-\d\d-\d\d$/.test(value) ? { initial_date: value } : {}) };
    case "boolean":
      return select(action_id, value, [option("Yes", "true"), option("No", "false")]);
    case "choice":
      return choice(field);
    case "text":
      return textInput(action_id, value);
  }
};

const isNumber = (value: string, type: "number" | "integer"): boolean =>
  (type === "integer" ? /^-?\d+$/ : /^-?\d+(?:\.\d+)?$/).test(value);

/** Slack shows a hundred options at most, each of 75 characters; what is longer is written. */
const choice = ({ name, value = "", options = [] }: FormField): InputBlock["element"] => {
  const fits = options.length > 0 && options.length <= 100 && options.every((one) => one && one.length <= 75);
  return fits
    ? select(
        name,
        value,
        options.map((one) => option(one, one)),
      )
    : textInput(name, value);
};

const textInput = (action_id: string, value: string): InputBlock["element"] => ({
  type: "plain_text_input",
  action_id,
  max_length: 2_000,
  ...(value ? { initial_value: value.slice(0, 2_000) } : {}),
});

type Option = ReturnType<typeof option>;
const option = (text: string, value: string) => ({ text: plain(text, 75), value });

const select = (action_id: string, value: string, options: Option[]): InputBlock["element"] => {
  const chosen = options.find((one) => one.value === value);
  return { type: "static_select", action_id, options, ...(chosen ? { initial_option: chosen } : {}) };
};
