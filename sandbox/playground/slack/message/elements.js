import { el, link, webAddress } from "../../dom.js";
import { icon } from "../../icons.js";
import { unknown } from "../../parts/unknown.js";
import { confirmed } from "./confirm.js";
import { controlOf, valueIn } from "./controls.js";
import { plainText } from "./mrkdwn.js";

/** An element of an actions block or the accessory of a section: using it calls `context.act`. */
export const actionable = (element, context) => {
  if (element.type === "button") return button(element, context);
  const control = controlOf(element, context);
  if (!control) return unknown(element);
  control.node.setAttribute("aria-label", element.placeholder ? plainText(element.placeholder) : element.action_id);
  control.node.addEventListener("change", () => use(element, context, valueIn(control.read())));
  return control.node;
};

/** The input block of a modal: label, control, hint, and space for an error of the bot. */
export const inputBlock = (block, context) => {
  const control = controlOf(block.element, context);
  if (!control) return unknown(block.element);
  const id = `input-${block.block_id}`;
  control.node.id = id;
  control.node.setAttribute("aria-labelledby", `${id}-label`);
  if (!block.optional) control.node.required = true;
  context.inputs?.set(block.block_id, { action: block.element.action_id, read: control.read });
  return [
    el(
      "label",
      { id: `${id}-label`, for: id },
      plainText(block.label),
      block.optional && el("small", {}, " (optional)"),
    ),
    control.node,
    block.hint && el("small", { class: "hint" }, plainText(block.hint)),
    el("p", { class: "input-error", role: "alert", "data-error-of": block.block_id }),
  ];
};

/** Thumbs up and down. The choice stays marked. */
export const feedback = (element, context) => {
  const thumb = (side, name) => {
    const node = el(
      "button",
      {
        type: "button",
        class: "thumb",
        title: plainText(side.text),
        "aria-label": plainText(side.text),
        "aria-pressed": "false",
      },
      icon(name),
    );
    node.addEventListener("click", () => {
      for (const other of node.parentNode.children) other.setAttribute("aria-pressed", String(other === node));
      return use(element, context, side.value);
    });
    return node;
  };
  return el(
    "span",
    { class: "feedback" },
    thumb(element.positive_button, "good"),
    thumb(element.negative_button, "bad"),
  );
};

/** A small button with an icon instead of a label. */
export const iconButton = (element, context) =>
  el(
    "button",
    {
      type: "button",
      class: "thumb",
      title: plainText(element.text),
      "aria-label": plainText(element.text),
      onclick: () => use(element, context, element.value),
    },
    element.icon === "trash" ? icon("trash") : plainText(element.text),
  );

const button = (element, context) => {
  const label = plainText(element.text);
  const look = element.style ? `button ${element.style}` : "button";
  if (element.url && webAddress(element.url)) {
    const anchor = link(element.url, label, icon("external"));
    anchor.className = look;
    anchor.addEventListener("click", () => use(element, context, element.value));
    return anchor;
  }
  const node = el("button", { type: "button", class: look, "aria-label": element.accessibility_label }, label);
  node.addEventListener("click", async () => {
    node.setAttribute("aria-busy", "true");
    await use(element, context, element.value);
    node.removeAttribute("aria-busy");
  });
  return node;
};

const use = async (element, context, value) => {
  if (element.confirm && !(await confirmed(element.confirm, context))) return;
  await context.act({ action_id: element.action_id, value });
};
