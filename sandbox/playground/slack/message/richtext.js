import { el, link } from "../../dom.js";
import { emojiOf } from "../../render/emoji.js";
import { clock, dayName } from "../../render/time.js";
import { mention } from "./mrkdwn.js";

/** Renders a `rich_text` block: sections, lists, quotes and preformatted text. */
export const richText = (block, names) => (block.elements ?? []).map((part) => rendered(part, names));

const rendered = (part, names) => {
  const spans = () => (part.elements ?? []).map((span) => styled(span, names));
  switch (part.type) {
    case "rich_text_section":
      return el("p", { class: "lines" }, spans());
    case "rich_text_quote":
      return el("blockquote", { class: "lines" }, spans());
    case "rich_text_preformatted":
      return el("pre", {}, el("code", {}, spans()));
    case "rich_text_list":
      return list(part, names);
    default:
      return undefined;
  }
};

const list = ({ style, indent = 0, offset = 0, elements = [] }, names) =>
  el(
    style === "ordered" ? "ol" : "ul",
    { class: `indent-${Math.min(indent, 4)}`, start: style === "ordered" && offset > 0 ? offset + 1 : undefined },
    elements.map((item) =>
      el(
        "li",
        {},
        (item.elements ?? []).map((span) => styled(span, names)),
      ),
    ),
  );

const styled = (span, names) => {
  let node = plain(span, names);
  for (const [style, tag] of styles) if (span.style?.[style]) node = el(tag, {}, node);
  return node;
};

const styles = [
  ["code", "code"],
  ["strike", "s"],
  ["italic", "em"],
  ["bold", "strong"],
];

const plain = (span, names) => {
  switch (span.type) {
    case "text":
      return span.text;
    case "link":
      return link(span.url, span.text || span.url);
    case "emoji":
      return emojiOf(span.name);
    case "user":
      return mention(`@${names.user(span.user_id) ?? span.user_id}`);
    case "channel":
      return mention(`#${names.channel(span.channel_id) ?? span.channel_id}`);
    case "broadcast":
      return mention(`@${span.range}`, "broadcast");
    case "usergroup":
      return mention(`@${span.usergroup_id}`);
    case "date":
      return `${dayName(span.timestamp * 1000)}, ${clock(span.timestamp * 1000)}`;
    case "color":
      return el("code", {}, span.value);
    default:
      return `[${span.type}]`;
  }
};
