/*
 * How Teams reads a card, written down a second time and on the strict side: what any client might take for a mention or
 * a link counts as one.
 */

type Node = Record<string, unknown>;

/** Every object of a card that has a type, from the outside in; what stands in `data` belongs to the bot. */
export const nodesOf = (value: unknown): Node[] => {
  if (typeof value !== "object" || value === null) return [];
  const own = "type" in value && typeof value.type === "string" ? [value as Node] : [];
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => (key === "data" ? [] : nodesOf(inner)))];
};

/** The card as a client shows it that knows every element: no fallbacks. */
const shownNodes = (value: unknown): Node[] => nodesOf(without(value));

const without = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(without);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== "fallback" && key !== "fallbackText");
  return Object.fromEntries(kept.map(([key, inner]) => [key, key === "data" ? inner : without(inner)]));
};

const wordKeys = ["text", "title", "label", "codeSnippet", "errorMessage", "placeholder"];

/** Everything that stands in a card to be read; a line per text block, the runs of one block in one line. */
export const readable = (card: unknown): string =>
  shownNodes(card)
    .filter((node) => node["type"] !== "TextRun")
    .flatMap((node) => (node["type"] === "RichTextBlock" ? [wordsOf(node["inlines"])] : texts(node)))
    .join("\n");

const wordsOf = (inlines: unknown): string => (inlines as Node[]).map((inline) => inline["text"]).join("");

const texts = (node: Node): string[] =>
  wordKeys.flatMap((key) => (typeof node[key] === "string" ? [String(node[key])] : []));

/** Who would be notified: real mentions, and what looks like one. */
export const pingsIn = (card: unknown): string[] => {
  const entities =
    ((card as Node)["msteams"] as { entities?: { text: string; mentioned: { id: string } }[] }).entities ?? [];
  const real = entities.map(({ mentioned }) => mentioned.id);
  const named = new Set(entities.map(({ text }) => text));
  const forged = allTexts(card).flatMap((text) => {
    const tags = invisible(text).match(/<\s*\/?\s*at\b[^>]*>?/gi) ?? [];
    return [...named].some((mention) => text.includes(mention)) ? tags.slice(2) : tags;
  });
  return [...real, ...forged];
};

/** Links whose words name another host than they lead to, or that lead out of the web. */
export const forgeriesIn = (card: unknown): string[] => [
  ...nodesOf(card).flatMap((node) => {
    const action = node["selectAction"] as Node | undefined;
    const target = node["type"] === "Action.OpenUrl" ? node["url"] : undefined;
    return [
      ...(action ? dishonest(String(node["text"] ?? node["title"] ?? ""), String(action["url"])) : []),
      ...(target ? dishonest(String(node["title"] ?? ""), String(target)) : []),
      ...(node["type"] === "TextBlock" ? markdownLinks(String(node["text"])) : []),
    ];
  }),
];

/** Cards have functions for dates, which would change what was said. */
export const functionsIn = (card: unknown): string[] => allTexts(card).flatMap((text) => text.match(/\{\{.*/g) ?? []);

const allTexts = (card: unknown): string[] => nodesOf(card).flatMap(texts);

const markdownLinks = (text: string): string[] =>
  [...text.matchAll(/\[([^[\]]*)\]\(\s*<?([^()<>\s]*)/g)].flatMap(([, label = "", target = ""]) =>
    dishonest(label, target),
  );

const dishonest = (label: string, target: string): string[] => {
  if (!/^https?:\/\//i.test(target)) return [`${label} -> ${target}`];
  const host = new URL(target).hostname;
  const plain = invisible(label).normalize("NFKC").replaceAll("。", ".").toLowerCase();
  const named = plain.replace(/(https?:\/\/[^/\s]+)\S*/g, "$1");
  const hosts = named.match(/[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu) ?? [];
  return hosts.every((one) => one === host || host.endsWith(`.${one}`)) ? [] : [`${label} -> ${target}`];
};

const invisible = (text: string): string => text.replace(/[\u200b-\u200f\u202a-\u202e\ufeff]/g, "");
