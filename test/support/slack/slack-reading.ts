import type { Message } from "../../../sandbox/slack/workspace.ts";

/*
 * How Slack reads a message, written down a second time and on the strict side: what any client might take for a ping
 * or a link counts as one.
 */

type Node = Record<string, unknown>;
type Readable = Pick<Message, "text" | "blocks">;

/** Everything that stands in the blocks to be read. */
export const readable = (message: Readable): string =>
  strings(message.blocks)
    .map(({ text }) => text)
    .join("\n");

/** Users, groups and channels that would be notified. */
export const pingsIn = (message: Readable): string[] =>
  [...strings(message.blocks), { kind: "mrkdwn", text: message.text }]
    .flatMap(({ text }) => [
      ...[...text.matchAll(/<\s*[@!]([^<>|]*)(?:\|[^<>]*)?>/g)].map(([, who]) => who ?? ""),
      ...[...text.matchAll(/[@＠﹫](channel|here|everyone)\b/gi)].map(([word]) => word),
      ...[...invisible(text).matchAll(/[@＠﹫](channel|here|everyone)\b/gi)].map(([word]) => word),
    ])
    .filter((who, index, all) => all.indexOf(who) === index);

/** Links whose text names another host than they lead to, or that lead out of the web. */
export const forgeriesIn = (message: Readable): string[] =>
  [...strings(message.blocks), { kind: "mrkdwn", text: message.text }]
    .flatMap(({ kind, text }) => (kind === "markdown" ? markdownLinks(text) : mrkdwnLinks(text)))
    .filter(({ label, target }) => !isHonest(label, target))
    .map(({ label, target }) => `${label} -> ${target}`);

interface Link {
  label: string;
  target: string;
}

const mrkdwnLinks = (text: string): Link[] =>
  [...text.matchAll(/<([a-z][a-z0-9+.-]*:[^<>|]*)(?:\|([^<>]*))?>/gi)].map(([, target = "", label = target]) => ({
    target,
    label,
  }));

const markdownLinks = (text: string): Link[] => [
  ...mrkdwnLinks(text),
  ...[...text.matchAll(/\[([^[\]]*)\]\(\s*<?([^()<>\s]*)/g)].map(([, label = "", target = ""]) => ({ label, target })),
  ...[...text.matchAll(/^ {0,3}\[([^\]]+)\]:\s*<?(\S+)/gm)].map(([, label = "", target = ""]) => ({ label, target })),
];

const isHonest = (label: string, target: string): boolean => {
  if (!/^(?:[a-z][a-z0-9+.-]*:|\/\/|www\.)/i.test(target)) return true;
  if (!/^https?:\/\//i.test(target)) return false;
  const host = new URL(target).hostname;
  const named = invisible(label).normalize("NFKC").replaceAll("。", ".").toLowerCase();
  const hosts = named.match(/[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu) ?? [];
  return hosts.every((one) => one === host);
};

const invisible = (text: string): string => text.replace(/[\u200b-\u200f\u202a-\u202e\ufeff]/g, "");

const shown = new Set(["text", "title", "value", "label", "name", "caption"]);

const strings = (node: unknown, kind = "plain"): { kind: string; text: string }[] => {
  if (Array.isArray(node)) return node.flatMap((one) => strings(one, kind));
  if (typeof node !== "object" || node === null) return [];
  const own = typeof (node as Node)["type"] === "string" ? String((node as Node)["type"]) : kind;
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string" ? (shown.has(key) ? [{ kind: own, text: value }] : []) : strings(value, own),
  );
};
