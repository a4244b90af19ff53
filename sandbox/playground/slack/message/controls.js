import { el } from "../../dom.js";
import { mrkdwn, plainText } from "./mrkdwn.js";

/*
 * The controls of Block Kit elements. Each is `{ node, read }`: `read` gives the state as Slack reports it in
 * `view.state.values` and in the actions of a message.
 */

/** The control of an element, or undefined for a type that is not drawn. `context` is the one of blocks.js. */
export const controlOf = (element, context) => controls[element.type]?.(element, context);

/** A state as one string, for the value of an action. */
export const valueIn = (state) => {
  const { selected_option: option, selected_options: options } = state;
  if (options) return options.map(({ value }) => value).join(",");
  return option?.value ?? Object.entries(state).find(([name]) => name !== "type")?.[1] ?? "";
};

const field =
  (kind, stateName = "value") =>
  (element) => {
    const node = el(element.multiline ? "textarea" : "input", {
      type: element.multiline ? undefined : kind,
      rows: element.multiline ? 4 : undefined,
      value: element.multiline ? undefined : initialOf(element),
      placeholder: element.placeholder && plainText(element.placeholder),
      minlength: element.min_length,
      maxlength: element.max_length,
      min: element.min_value,
      max: element.max_value,
      step: element.is_decimal_allowed ? "any" : undefined,
    });
    if (element.multiline) node.value = initialOf(element) ?? "";
    return { node, read: () => ({ type: element.type, [stateName]: node.value === "" ? null : node.value }) };
  };

const initialOf = ({ initial_value: value, initial_date: date, initial_time: time }) => value ?? date ?? time;

const moment = (element) => {
  const initial = element.initial_date_time;
  const node = el("input", { type: "datetime-local", value: initial && localMoment(initial) });
  const read = () => (node.value ? Math.floor(new Date(node.value).getTime() / 1000) : null);
  return { node, read: () => ({ type: element.type, selected_date_time: read() }) };
};

const localMoment = (seconds) => {
  const offset = new Date(seconds * 1000).getTimezoneOffset() * 60;
  return new Date((seconds - offset) * 1000).toISOString().slice(0, 16);
};

const select = (element) => {
  const options = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  const node = el(
    "select",
    {},
    el("option", { value: "" }, element.placeholder ? plainText(element.placeholder) : "Choose…"),
    element.option_groups
      ? element.option_groups.map((group) =>
          el("optgroup", { label: plainText(group.label) }, group.options.map(choice)),
        )
      : options.map(choice),
  );
  node.value = element.initial_option?.value ?? "";
  const chosen = () => options.find(({ value }) => value === node.value) ?? null;
  return { node, read: () => ({ type: element.type, selected_option: chosen() }) };
};

/** A menu of a few entries behind three dots. An entry can be chosen again. */
const overflow = (element) => {
  const { node, read } = select({ ...element, placeholder: undefined });
  node.classList.add("overflow");
  node.title = "More actions";
  node.options[0].textContent = "⋯";
  node.addEventListener("change", () => setTimeout(() => (node.value = "")));
  return { node, read };
};

const choice = (option) => el("option", { value: option.value }, plainText(option.text));

/** A choice among people or channels. The state is the id alone. */
const directory = (list, stateName, initialName) => (element, context) => {
  const node = el(
    "select",
    {},
    el("option", { value: "" }, element.placeholder ? plainText(element.placeholder) : "Choose…"),
    context[list]().map(({ id, name }) => el("option", { value: id }, name)),
  );
  node.value = element[initialName] ?? "";
  return { node, read: () => ({ type: element.type, [stateName]: node.value || null }) };
};

let groups = 0;

/** Check boxes or radio buttons. `one`: at most one option can be chosen. */
const boxes = (type, one) => (element, context) => {
  const initial = new Set([element.initial_option, ...(element.initial_options ?? [])].map((option) => option?.value));
  groups += 1;
  const inputs = element.options.map((option) =>
    el("input", { type, name: `group-${groups}`, checked: initial.has(option.value) }),
  );
  const node = el(
    "div",
    { class: "boxes", role: "group" },
    element.options.map((option, index) => el("label", {}, inputs[index], optionText(option, context))),
  );
  const chosen = () => element.options.filter((_, index) => inputs[index].checked);
  const state = () => (one ? { selected_option: chosen()[0] ?? null } : { selected_options: chosen() });
  return { node, read: () => ({ type: element.type, ...state() }) };
};

const optionText = ({ text, description }, context) =>
  el(
    "span",
    {},
    text.type === "mrkdwn" ? mrkdwn(text.text, context.names) : plainText(text),
    description && el("small", {}, plainText(description)),
  );

const controls = {
  plain_text_input: field("text"),
  email_text_input: field("email"),
  url_text_input: field("url"),
  number_input: field("number"),
  datepicker: field("date", "selected_date"),
  timepicker: field("time", "selected_time"),
  datetimepicker: moment,
  static_select: select,
  overflow,
  multi_static_select: boxes("checkbox", false),
  checkboxes: boxes("checkbox", false),
  radio_buttons: boxes("radio", true),
  users_select: directory("users", "selected_user", "initial_user"),
  channels_select: directory("channels", "selected_channel", "initial_channel"),
  conversations_select: directory("channels", "selected_conversation", "initial_conversation"),
};
