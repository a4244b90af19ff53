import type { ContextBlock, InputBlock, ModalView, PlainTextInput } from "@slack/types";
import type { ChannelAdapter } from "../../../src/ports/chat/channel.ts";
import type { Form, FormField } from "../../../src/ports/chat/form.ts";
import type { Place } from "../../../src/ports/place.ts";
import { wordsIn } from "../../../src/reply/words/words.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { callSlack, refusalCode } from "../problems.ts";
import type { Web } from "../sdk.ts";
import { context, sections } from "./blocks.ts";
import { mrkdwn, verbatim } from "./escape.ts";

/** Opens forms as modals. Slack allows that only within three seconds of an act, with the trigger of the act. */
export const createForms = (web: Web): Pick<ChannelAdapter, "form"> => ({
  form: async (place, form, { trigger }) => {
    if (trigger === undefined) return false;
    const view = modal(form, place);
    try {
      await callSlack("views.open", () => web.views.open({ trigger_id: trigger, view }));
      return true;
    } catch (thrown) {
      if (stale.has(refusalCode(causeOf(thrown)) ?? "")) return false;
      throw thrown;
    }
  },
});

const stale = new Set(["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"]);

const causeOf = (thrown: unknown): unknown => (thrown instanceof Error ? thrown.cause : undefined);

/**
 * A form as a modal. `private_metadata` carries what the submission needs; inbound/view.ts reads it back. Slack allows a
 * hundred blocks and names of 255 characters. A last line says how many fields did not fit.
 */
export const modal = (form: Form, place: Place): ModalView => {
  const words = wordsIn(form.locale).jobs;
  const intro = sections(form.intro);
  const shown = shownFields(form.fields, mostBlocks - intro.length - 1);
  return {
    type: "modal",
    callback_id: form.submit.action,
    private_metadata: JSON.stringify({ value: form.submit.value, place }),
    title: plain(form.title, 24),
    submit: plain(form.submit.label, 24),
    close: plain(words.close, 24),
    blocks: [
      ...intro,
      ...shown.flatMap((field) => fieldBlocks(field, form.locale)),
      ...missing(form.fields.length - shown.length, form.locale),
    ],
  };
};

const mostBlocks = 100;
const nameLimit = 255;

/** The fields that fit, in their order. Required fields and fields with an error take precedence. */
const shownFields = (fields: FormField[], mostFieldBlocks: number): FormField[] => {
  const isUrgent = ({ required, error }: FormField): boolean => required || error !== undefined;
  const named = fields.filter(({ name }) => name.length <= nameLimit);
  const chosen = new Set<FormField>();
  let left = mostFieldBlocks;
  for (const field of [...named.filter(isUrgent), ...named.filter((one) => !isUrgent(one))]) {
    left -= fieldBlocks(field, undefined).length;
    if (left >= 0) chosen.add(field);
  }
  return named.filter((field) => chosen.has(field));
};

const missing = (count: number, locale: string | undefined): ContextBlock[] =>
  count === 0 ? [] : [context(wordsIn(locale).jobs.moreValues(count))];

const plain = (text: string, limit: number) => ({
  type: "plain_text" as const,
  text: shortened(verbatim(oneLine(text)), limit) || "…",
  emoji: false,
});

const fieldBlocks = (field: FormField, locale: string | undefined): (ContextBlock | InputBlock)[] => [
  ...(field.error ? [errorLine(field.error)] : []),
  input(field, locale),
];

const errorLine = (error: string): ContextBlock => context(`⚠️ ${mrkdwn(shortened(oneLine(error), 500))}`);

const input = (field: FormField, locale: string | undefined): InputBlock => ({
  type: "input",
  block_id: field.name,
  label: plain(field.label, 150),
  ...(field.hint ? { hint: plain(field.hint, 300) } : {}),
  optional: !field.required,
  element: element(field, locale),
});

const element = (field: FormField, locale: string | undefined): InputBlock["element"] => {
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
      return select(action_id, value, [
        option(wordsIn(locale).jobs.yes, "true"),
        option(wordsIn(locale).jobs.no, "false"),
      ]);
    case "choice":
      return choice(field);
    case "text":
      return textInput(action_id, value);
    case "paragraph":
      return { ...textInput(action_id, value), multiline: true };
  }
};

const isNumber = (value: string, type: "number" | "integer"): boolean =>
  (type === "integer" ? /^-?\d+$/ : /^-?\d+(?:\.\d+)?$/).test(value);

/** Slack allows a hundred different options of 75 characters each. Otherwise the value is typed. */
const choice = ({ name, value = "", options = [] }: FormField): InputBlock["element"] => {
  const distinct = [...new Set(options)];
  const fits = distinct.length > 0 && distinct.length <= 100 && distinct.every((one) => one && one.length <= 75);
  return fits
    ? select(
        name,
        value,
        distinct.map((one) => option(one, one)),
      )
    : textInput(name, value);
};

const inputLimit = 3_000;

const textInput = (action_id: string, value: string): PlainTextInput => ({
  type: "plain_text_input",
  action_id,
  max_length: inputLimit,
  ...(value ? { initial_value: value.slice(0, inputLimit).toWellFormed() } : {}),
});

type Option = ReturnType<typeof option>;
const option = (text: string, value: string) => ({ text: plain(text, 75), value });

const select = (action_id: string, value: string, options: Option[]): InputBlock["element"] => {
  const chosen = options.find((one) => one.value === value);
  return { type: "static_select", action_id, options, ...(chosen ? { initial_option: chosen } : {}) };
};
