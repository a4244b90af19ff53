import type { Form, FormField } from "../../../src/ports/chat/form.ts";
import { wordsIn } from "../../../src/reply/words/words.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";
import { context, executeAction, titleOf } from "./blocks.ts";
import { type Element, type Input, rich, run, type Submit } from "./elements.ts";
import { verbatim } from "./escape.ts";
import { type CardMessage, card, messageOf } from "./render.ts";

/** Prefix of the form's fields among the keys that a card sends; the others are our own. */
export const fieldPrefix = "field.";

/** A form as a card with inputs. parse.ts reads what it sends. */
export const formMessage = (form: Form): CardMessage => {
  const { action, value, label, style = "primary" } = form.submit;
  const submit = executeAction({ action, value, label, style }, { action, value, isForm: true });
  const title = titleOf(form.title) || "…";
  const body = [
    rich([run(title, { weight: "Bolder", size: "Medium" })]),
    ...paragraphs(form.intro),
    ...form.fields.flatMap((field) => fieldBlocks(field, form.locale)),
  ];
  return messageOf(title, card(body, { actions: [submit], locale: form.locale }));
};

/** A form as the answer to a click that opens a dialog, which has a title of its own. */
export const dialog = ({ title, intro, fields, submit, locale }: Form): object => {
  const send: Submit = { type: "Action.Submit", title: titleOf(submit.label) || "…", data: {} };
  const content = card([...paragraphs(intro), ...fields.flatMap((field) => fieldBlocks(field, locale))], {
    actions: [send],
    locale,
  });
  const [attachment] = messageOf(title, content).attachments;
  return { task: { type: "continue", value: { title: titleOf(title) || "…", card: attachment } } };
};

const paragraphs = (text: string): Element[] => {
  const words = verbatim(text).trim();
  return words ? [rich([run(words)])] : [];
};

const fieldBlocks = (field: FormField, locale: string | undefined): (Element | Input)[] => [
  ...(field.error ? complaint(field.error) : []),
  input(field, locale),
  ...context(shortened(oneLine(field.hint ?? ""), 300)),
];

const complaint = (error: string): Element[] => [
  rich([run(`⚠️ ${shortened(verbatim(oneLine(error)), 500)}`, { color: "Attention" })]),
];

const input = (field: FormField, locale: string | undefined): Input => {
  const words = wordsIn(locale).jobs;
  const { name, label, type, value = "", required } = field;
  const common = {
    id: `${fieldPrefix}${name}`,
    label: titleOf(label) || "…",
    ...(required ? { isRequired: true, errorMessage: words.pleaseFill } : {}),
  } as const;
  switch (type) {
    case "number":
    case "integer":
      return { type: "Input.Number", ...common, ...(isNumber(value) ? { value: Number(value) } : {}) };
    case "date":
      return { type: "Input.Date", ...common, ...(/^\d{4}-\d\d-\d\d$/.test(value) ? { value } : {}) };
    case "boolean":
      return choices(common, value, [choice(words.yes, "true"), choice(words.no, "false")]);
    case "choice":
      return choices(
        common,
        value,
        (field.options ?? []).filter(Boolean).map((one) => choice(one, one)),
      );
    case "text":
      return { type: "Input.Text", ...common, ...textValue(value, 2_000) };
    case "paragraph":
      return { type: "Input.Text", ...common, isMultiline: true, ...textValue(value, 4_000) };
  }
};

const textValue = (value: string, maxLength: number) => ({
  maxLength,
  ...(value ? { value: value.slice(0, maxLength) } : {}),
});

/** True for a number that an input shows unchanged. */
const isNumber = (value: string): boolean => value !== "" && String(Number(value)) === value;

type Choice = { title: string; value: string };

const choice = (title: string, value: string): Choice => ({ title: titleOf(title) || "…", value });

const choices = (common: { id: string; label: string }, value: string, offered: Choice[]): Input => ({
  type: "Input.ChoiceSet",
  ...common,
  style: "compact",
  choices: offered,
  ...(offered.some((one) => one.value === value) ? { value } : {}),
});
