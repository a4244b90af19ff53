import { createHash } from "node:crypto";
import { z } from "zod";
import type { AlertTarget } from "../config/tool-config.ts";
import { Problem } from "../errors.ts";
import type { Tool } from "../ports/tool.ts";
import { preparedAlert } from "../reply/alert-notices.ts";
import { phrase } from "../reply/words/phrase.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { contains, stems } from "../text/word-forms.ts";
import type { Alerts } from "./alert-records.ts";

const Input = z.object({ query: z.string() });

/** Characters of an alert. */
const mostText = 1_000;

/** Prepares an alert to a group of people from the configuration. Nothing is sent before a click. */
export const createAlertTool = (targets: readonly AlertTarget[], alerts: Alerts): Tool<z.infer<typeof Input>> => ({
  name: "alert",
  title: phrase("alerts", {}),
  description: `Prepares an alert to people who are to act now: ${targets.map(({ name }) => name).join(", ")}. Only when the person asks to alert, page or notify them. Its question names the group and then says, after "that", what they are told, in the person's words.`,
  about: phrase("aboutAlerts", { names: targets.map(({ name }) => name).join(", ") }),
  example: phrase("alertExample", { name: targets[0]?.name ?? "on-call" }),
  words: {
    wishes: [],
    verbs: "alert page notify inform tell warn call ping alarmiere benachrichtige informiere warne".split(" "),
    nouns: [...targets.flatMap(({ name, words }) => [name, ...words])],
  },
  isPublic: false,
  schema: Input,
  run: async ({ query }, { key, actor, signal }) => {
    signal.throwIfAborted();
    const target = targetIn(query, targets);
    if (!target)
      throw Problem.of("tool.refused", {
        tool: phrase("alerts", {}),
        reason: phrase("whomToAlert", { names: targets.map(({ name }) => name).join(", ") }),
      });
    const text = shortened(oneLine(messageIn(query, target)), mostText);
    const id = createHash("sha256").update(key).digest("hex").slice(0, 24);
    await alerts.prepare({ id, by: actor, target: target.id, text, state: "prepared" });
    return { kind: "prepared", id, markdown: preparedAlert(target, text, actor.locale) };
  },
});

const targetIn = (query: string, targets: readonly AlertTarget[]): AlertTarget | undefined => {
  const asked = stems(query);
  const named = targets.find(({ name, words }) => [name, ...words].some((each) => contains(asked, stems(each))));
  return named ?? (targets.length === 1 ? targets[0] : undefined);
};

/** What is to be said: the words behind `that`, `about` or a colon. A German clause keeps its `dass`: its verb comes last. */
const messageIn = (query: string, { name }: AlertTarget): string => {
  const [, clause = "", message = ""] =
    /(\bdass\s+\S[\s\S]*)$|(?:\bthat\b|\babout\b|\büber\b|:)\s*(\S[\s\S]*)$/i.exec(query) ?? [];
  return clause || message || query || name;
};
