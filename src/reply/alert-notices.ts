import type { Actor } from "../ports/actor.ts";
import type { Button } from "../ports/chat/button.ts";
import type { Notice } from "../ports/chat/reply.ts";
import { escapeMarkdown } from "../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { phraseIn } from "./words/phrase-reading.ts";
import { wordsIn } from "./words/words.ts";

/* What we say about alerts: prepared, sent by a click, and how that went. */

const notice = (tone: Notice["tone"], markdown: string): Notice => ({ kind: "notice", tone, markdown, buttons: [] });

type Locale = string | undefined;

const said = (locale: Locale) => wordsIn(locale).notices;

export const preparedAlert = ({ name }: { name: string }, text: string, locale: Locale): string =>
  said(locale).alertPrepared(escapeMarkdown(name), escapeMarkdown(text));

export const alertButtons = (id: string, locale?: string): Button[] => [
  { action: "alert-send", value: id, label: wordsIn(locale).sendAlert, style: "danger" },
  { action: "alert-drop", value: id, label: wordsIn(locale).dropAlert },
];

export const alertGone = (locale: Locale): Notice => notice("info", said(locale).alertGone);

/** It was confirmed, but its group is no longer there. */
export const alertUnsent = (locale: Locale): Notice => notice("warning", said(locale).alertUnsent);

export const notYourAlert = (by: Actor, locale: Locale): Notice =>
  notice("warning", said(locale).notYourAlert(by.name === undefined ? undefined : escapeMarkdown(by.name)));

export const alertDeclined = (locale: Locale): Notice => notice("info", said(locale).alertDeclined);

export const alertConfirmed = (name: string, locale: Locale): Notice =>
  notice("success", said(locale).alertConfirmed(escapeMarkdown(name)));

/** The alert itself, where its group reads it. */
export const alertInChannel = (name: string, text: string, by: Actor, locale: Locale): Notice => ({
  ...notice("error", escapeMarkdown(text)),
  title: said(locale).alertTitle(oneLine(name), by.name === undefined ? undefined : oneLine(by.name)),
});

export const alertWords = (
  text: string,
  by: Actor,
  locale: Locale,
): { subject: string; text: string; html: string } => {
  const words = said(locale);
  const whole = `${text}\n\n${words.alertSentBy(by.name ?? by.user)}`;
  return {
    subject: shortened(oneLine(words.alertSubject(text)), 200),
    text: whole,
    html: `<!doctype html><html><body><p style="white-space: pre-wrap">${whole.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)}</p></body></html>`,
  };
};

export interface WayOutcome {
  title: string;
  state: "sending" | "sent" | "unknown" | "failed";
  reason?: string | undefined;
}

export const alertOutcome = (name: string, ways: readonly WayOutcome[], locale: Locale): Notice => {
  const words = said(locale);
  const isSent = ways.some(({ state }) => state === "sent");
  const lines = ways.map((way) => `- ${escapeMarkdown(phraseIn(way.title, locale))}: ${wayWords(way, locale)}`);
  const head = (ways.length === 0 ? words.alertNobody : words.alertWays)(escapeMarkdown(name));
  return notice(isSent ? "success" : "warning", [head, ...lines].join("\n"));
};

const wayWords = ({ state, reason = "" }: WayOutcome, locale: Locale): string => {
  const { alertStates } = said(locale);
  if (state === "sent") return alertStates.sent;
  return state === "failed" ? alertStates.failed(phraseIn(reason, locale)).trim() : alertStates.unknown;
};
