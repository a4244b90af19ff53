import type { Button } from "../ports/chat/button.ts";
import type { Notice } from "../ports/chat/reply.ts";
import type { Preference } from "../ports/preference.ts";
import { escapeMarkdown } from "../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { wordsIn } from "./words/words.ts";

/* What we say about what people asked us to remember. Their words are shown as words, whatever is in them. */

const notice = (tone: Notice["tone"], markdown: string, buttons: Button[] = []): Notice => ({
  kind: "notice",
  tone,
  markdown,
  buttons,
});

export const remembered = (preference: Preference, locale?: string): Notice => {
  const words = wordsIn(locale);
  const text = `_${shown(preference)}_`;
  return notice(
    "success",
    preference.author === undefined ? words.rememberedForYou(text) : words.rememberedHere(text),
    [memoryButton(locale), forgetButton(preference, locale, words.forgetThis)],
  );
};

export const memoryFull = (most: number, locale?: string): Notice =>
  notice("warning", wordsIn(locale).memoryFull(most), [memoryButton(locale)]);

export const preferenceTooLong = (most: number, locale?: string): Notice =>
  notice("warning", wordsIn(locale).memoryTooLong(most));

/** Everything that is kept for a person, and for the channel where they ask. */
export const memoryList = (
  own: readonly Preference[],
  ofChannel: readonly Preference[],
  days: number,
  locale?: string,
): Notice => {
  const words = wordsIn(locale);
  if (own.length + ofChannel.length === 0) return notice("info", words.memoryEmpty);
  const parts = [
    ...(own.length > 0 ? [`${words.memoryOwn}\n${lines(own, locale)}`] : []),
    ...(ofChannel.length > 0 ? [`${words.memoryHere}\n${lines(ofChannel, locale)}`] : []),
    words.memoryDays(days),
  ];
  const buttons = [...own, ...ofChannel].slice(0, mostButtons).map((one) => forgetButton(one, locale));
  return { ...notice("info", parts.join("\n\n"), buttons), title: words.memoryTitle };
};

const mostButtons = 5;

export const forgotten = (gone: readonly Preference[], locale?: string): Notice =>
  notice("success", `${wordsIn(locale).memoryForgot}\n${lines(gone, locale)}`);

/** Everything of a person is gone; what belongs to the channel stays, because it is not only theirs. */
export const forgottenAll = (gone: number, ofChannel: number, locale?: string): Notice => {
  const words = wordsIn(locale);
  const said = gone === 0 ? words.memoryNothingYours : words.memoryForgotAll;
  return notice("success", [said, ...(ofChannel > 0 ? [words.memoryStays] : [])].join(" "));
};

export const notRemembered = (text: string, locale?: string): Notice =>
  notice("info", wordsIn(locale).notRemembered(escapeMarkdown(shortened(oneLine(text), 200))), [memoryButton(locale)]);

/** Several fit the words. */
export const whichToForget = (found: readonly Preference[], locale?: string): Notice =>
  notice(
    "info",
    `${wordsIn(locale).whichToForget}\n${lines(found, locale)}`,
    found.slice(0, mostButtons).map((one) => forgetButton(one, locale)),
  );

/** What words were taken to mean for an answer, in plain lines that everybody may read. */
export const meantHere = (preferences: readonly Preference[], locale?: string): string[] => [
  ...new Set(
    preferences.flatMap(({ term, meaning = "", author, display, language }) =>
      display === undefined && language === undefined && term !== undefined && author !== undefined
        ? [wordsIn(locale).meansHere(term, meaning, author)]
        : [],
    ),
  ),
];

/** The person's own wishes that were kept in mind for an answer, in plain lines for them alone. */
export const keptInMind = (preferences: readonly Preference[], locale?: string): string[] => [
  ...new Set(
    preferences
      .filter(({ display, language }) => display === undefined && language === undefined)
      .filter(({ term, author }) => term === undefined || author === undefined)
      .map(({ text }) => wordsIn(locale).keptInMind(oneLine(text))),
  ),
];

const shown = ({ text }: Preference): string => escapeMarkdown(oneLine(text));

const lines = (preferences: readonly Preference[], locale: string | undefined): string =>
  preferences
    .map((one) => {
      const author = one.author === undefined ? "" : ` (${wordsIn(locale).memorySays(escapeMarkdown(one.author))})`;
      return `- ${shown(one)}${author}`;
    })
    .join("\n");

const memoryButton = (locale: string | undefined): Button => ({
  action: "command",
  value: "memory",
  label: wordsIn(locale).memoryTitle,
});

const forgetButton = (preference: Preference, locale: string | undefined, label?: string): Button => ({
  action: "command",
  value: `forget #${preference.id}`,
  label: label ?? wordsIn(locale).forgetOne(shortened(oneLine(preference.text), 40)),
});
