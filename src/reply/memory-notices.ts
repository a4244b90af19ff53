import type { Preference } from "../ports/preference.ts";
import type { Button, Notice } from "../ports/reply.ts";
import { escapeMarkdown } from "../text/markdown-escape.ts";
import { oneLine, shortened } from "../text/shorten.ts";

/* What we say about what people asked us to remember. Their words are shown as words, whatever is in them. */

const notice = (tone: Notice["tone"], markdown: string, buttons: Button[] = []): Notice => ({
  kind: "notice",
  tone,
  markdown,
  buttons,
});

export const remembered = (preference: Preference): Notice =>
  notice(
    "success",
    preference.author === undefined
      ? `I'll keep that in mind for you, and for nobody else: _${shown(preference)}_`
      : `Noted for everybody in this channel: _${shown(preference)}_`,
    [memoryButton, forgetButton(preference, "Forget this")],
  );

export const memoryFull = (most: number): Notice =>
  notice("warning", `I can keep ${most} things in mind, and they are all taken. Make me forget one first.`, [
    memoryButton,
  ]);

export const preferenceTooLong = (most: number): Notice =>
  notice("warning", `That's too long to keep in mind: please say it in ${most} characters.`);

/** Everything that is kept for a person, and for the channel where they ask. */
export const memoryList = (own: readonly Preference[], ofChannel: readonly Preference[], days: number): Notice => {
  if (own.length + ofChannel.length === 0)
    return notice(
      "info",
      "I remember nothing yet. Say, for example, “remember that I only care about the North” or “by revenue we mean net revenue”.",
    );
  const parts = [
    ...(own.length > 0 ? [`You asked me to remember:\n${own.map(line).join("\n")}`] : []),
    ...(ofChannel.length > 0 ? [`In this channel:\n${ofChannel.map(line).join("\n")}`] : []),
    `I forget what hasn't been used for ${days} days. “Forget everything” makes me forget what is yours.`,
  ];
  return {
    ...notice(
      "info",
      parts.join("\n\n"),
      [...own, ...ofChannel].slice(0, mostButtons).map((one) => forgetButton(one)),
    ),
    title: "What I remember",
  };
};

const mostButtons = 5;

export const forgotten = (gone: readonly Preference[]): Notice =>
  notice("success", `Forgotten:\n${gone.map(line).join("\n")}`);

/** Everything of a person is gone; what belongs to the channel is not theirs alone. */
export const forgottenAll = (gone: number, ofChannel: number): Notice =>
  notice(
    "success",
    [
      gone === 0 ? "There was nothing of yours to forget." : "I've forgotten everything that you asked me to remember.",
      ...(ofChannel > 0 ? ["What words mean in this channel stays: it belongs to everybody here."] : []),
    ].join(" "),
  );

export const notRemembered = (words: string): Notice =>
  notice("info", `I don't remember anything like “${escapeMarkdown(shortened(oneLine(words), 200))}”.`, [memoryButton]);

/** Several fit the words. */
export const whichToForget = (found: readonly Preference[]): Notice =>
  notice(
    "info",
    `Which of these do you mean?\n${found.map(line).join("\n")}`,
    found.slice(0, mostButtons).map((one) => forgetButton(one)),
  );

/** What was kept in mind for an answer, in plain lines. `isAmongOthers`: a person's own wishes are not named there. */
export const keptInMind = (preferences: readonly Preference[], isAmongOthers: boolean): string[] => {
  const lines = preferences
    .filter(({ display, language }) => display === undefined && language === undefined)
    .map((one) => {
      if (one.term !== undefined && one.author !== undefined)
        return `In this channel, “${one.term}” means ${one.meaning} (says ${one.author}).`;
      if (isAmongOthers) return "I kept in mind what the asker wants me to remember.";
      return `I kept in mind what you asked me to remember: ${oneLine(one.text)}.`;
    });
  return [...new Set(lines)];
};

const shown = ({ text }: Preference): string => escapeMarkdown(oneLine(text));

const line = (preference: Preference): string =>
  `- ${shown(preference)}${preference.author === undefined ? "" : ` (says ${escapeMarkdown(preference.author)})`}`;

const memoryButton: Button = { action: "command", value: "memory", label: "What I remember" };

const forgetButton = (preference: Preference, label?: string): Button => ({
  action: "command",
  value: `forget #${preference.id}`,
  label: label ?? `Forget “${shortened(oneLine(preference.text), 40)}”`,
});
