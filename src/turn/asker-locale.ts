import type { Config } from "../config/config.ts";
import type { Memory } from "../memory/memory.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import { languageOf } from "../reply/words/words.ts";
import { writtenLanguage } from "../text/written-language.ts";
import type { TurnDeps } from "./turn-deps.ts";

/** The language that a person asked for, else the one they write, else that of their platform, else that of the deployment. */
export const localesOf =
  (
    memory: Memory,
    channels: ReadonlyMap<string, ChannelAdapter>,
    { language }: Pick<Config, "language">,
  ): TurnDeps["localeOf"] =>
  async (actor, words = "") =>
    (await memory.language(actor)) ??
    writtenIn(words, actor.locale ?? (await channels.get(actor.platform)?.locale(actor))) ??
    language;

/** The locale, or another language that the words are in. */
const writtenIn = (words: string, locale: string | undefined): string | undefined => {
  const language = writtenLanguage(words);
  return language === undefined || language === languageOf(locale) ? locale : language;
};
