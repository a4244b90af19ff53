import { wordsIn } from "../../../src/reply/words/words.ts";
import { oneLine, shortened } from "../../../src/text/shorten.ts";

/*
 * Chat programs ask their model for titles, tags and the like of a conversation. Such a request is no question to the
 * agents: it is answered here, from its own words.
 */

/** Characters in which the request says what it wants, at its beginning and its end. */
const wordsRead = 3_000;

/** The answer to a chore. Undefined: the text is a question of a person. */
export const choreIn = (text: string, locale?: string): string | undefined => {
  const start = text.trimStart().slice(0, wordsRead);
  if (start.startsWith("### Task:")) return json(start + text.slice(-wordsRead), text, locale);
  return asksForTitle(start) ? titleOf(text, locale) : undefined;
};

/** Open WebUI asks in sections, and names the key of the JSON object that it wants. */
const json = (instructions: string, text: string, locale: string | undefined): string | undefined => {
  if (!instructions.includes("### Output:")) return undefined;
  const key = keys.find((one) => instructions.includes(`"${one}":`));
  if (key === undefined) return undefined;
  return JSON.stringify({ [key]: key === "title" ? titleOf(text, locale) : key === "tags" ? ["Data"] : empty[key] });
};

const keys = ["title", "tags", "follow_ups", "queries", "text", "prompt"] as const;
const empty = { follow_ups: [], queries: [], text: "", prompt: "" };

/** LibreChat and others ask in one sentence at the beginning. */
const asksForTitle = (start: string): boolean => {
  const [sentence = ""] = start.slice(0, 400).toLowerCase().split("\n");
  const words = sentence.split(/[^a-z]+/).filter((word) => word !== "please");
  return (
    verbs.has(words[0] ?? "") && words.includes("title") && (words.includes("conversation") || words.includes("chat"))
  );
};

const verbs = new Set(["provide", "generate", "write", "create", "suggest"]);

/** Words of a title. */
const mostWords = 6;

/** The beginning of the first thing that the person said. */
const titleOf = (text: string, locale: string | undefined): string => {
  const [, first = ""] = /(?:^|\n)[ \t>|]{0,8}user:[ \t"]{0,8}\n?["]?([^\n"]{1,400})/i.exec(text) ?? [];
  const words = oneLine(first).split(" ").slice(0, mostWords).join(" ");
  return shortened(words.replace(/[\s.,:;!?]$/, ""), 60) || wordsIn(locale).notices.aboutData;
};
