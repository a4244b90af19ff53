import type { Actor } from "../ports/actor.ts";
import type { Button, Notice } from "../ports/chat/reply.ts";
import { escapeMarkdown } from "../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { wordsIn } from "./words/words.ts";

/* What we say about alerts: prepared, sent by a click, and told how it went. */

const notice = (tone: Notice["tone"], markdown: string): Notice => ({ kind: "notice", tone, markdown, buttons: [] });

export const preparedAlert = ({ name }: { name: string }, text: string): string =>
  `I've prepared this alert to **${escapeMarkdown(name)}**. Nothing is sent before you click.\n\n> ${escapeMarkdown(text)}`;

export const alertButtons = (id: string, locale?: string): Button[] => [
  { action: "alert-send", value: id, label: wordsIn(locale).sendAlert, style: "danger" },
  { action: "alert-drop", value: id, label: wordsIn(locale).dropAlert },
];

export const alertGone = notice("info", "I no longer have that alert. Please ask again.");

export const notYourAlert = (by: Actor): Notice =>
  notice(
    "warning",
    `Only ${escapeMarkdown(by.name ?? "the person who asked")} or an administrator can decide about this alert.`,
  );

export const alertDeclined = notice("info", "All right: nothing was sent.");

export const alertConfirmed = (name: string): Notice =>
  notice("success", `I'm sending the alert to ${escapeMarkdown(name)}.`);

/** The alert itself, where its group reads it. */
export const alertInRoom = (name: string, text: string, by: Actor): Notice => ({
  ...notice("error", escapeMarkdown(text)),
  title: `Alert for ${oneLine(name)} from ${oneLine(by.name ?? "a colleague")}`,
});

export const alertWords = (text: string, by: Actor): { subject: string; text: string; html: string } => {
  const whole = `${text}\n\nSent by ${by.name ?? by.user} through Genie Concierge.`;
  return {
    subject: shortened(oneLine(`Alert: ${text}`), 200),
    text: whole,
    html: `<!doctype html><html><body><p style="white-space: pre-wrap">${whole.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)}</p></body></html>`,
  };
};

export interface WayTold {
  title: string;
  state: "sending" | "sent" | "unknown" | "failed";
  reason?: string | undefined;
}

export const alertTold = (name: string, ways: readonly WayTold[]): Notice => {
  const isSent = ways.some(({ state }) => state === "sent");
  const lines = ways.map((way) => `- ${escapeMarkdown(way.title)}: ${wayWords(way)}`);
  const head =
    ways.length === 0
      ? `Nobody is set up to get alerts for ${escapeMarkdown(name)}, so nothing was sent.`
      : `The alert to **${escapeMarkdown(name)}**:`;
  return notice(isSent ? "success" : "warning", [head, ...lines].join("\n"));
};

const wayWords = ({ state, reason }: WayTold): string => {
  if (state === "sent") return "sent";
  return state === "failed" ? `not sent. ${reason ?? ""}`.trim() : "I can't tell whether it was sent";
};
