import type { Form, FormField } from "../../src/ports/chat/form.ts";
import type { OwnWords } from "../../src/reply/words/english/en.ts";
import { wordsIn } from "../../src/reply/words/words.ts";
import { harmlessLine } from "./escape.ts";

/** A form, asked line by line. */
export interface Dialog {
  /** The prompt for the next value. */
  question(): string;
  /** Takes an answer. Returns what is wrong with it, or all values after the last one, or nothing: then it goes on. */
  answer(line: string): { wrong: string } | { values: Record<string, string> } | undefined;
  /** Printed above the first question. */
  readonly intro: string[];
}

export const createDialog = ({ title, intro, fields, locale }: Form): Dialog => {
  const words = wordsIn(locale).terminal;
  const values: Record<string, string> = {};
  let at = 0;

  return {
    intro: [title, intro, words.keepOrStop].filter(Boolean).map(harmlessLine),
    question: () => questionOf(fields[at], words),
    answer: (line) => {
      const field = fields[at];
      if (field) {
        const given = chosen(field, line.trim()) || field.value || "";
        const wrong = wrongWith(field, given, words);
        if (wrong) return { wrong };
        if (given) values[field.name] = given;
        at += 1;
      }
      return at < fields.length ? undefined : { values };
    },
  };
};

type Words = OwnWords["terminal"];

const questionOf = (field: FormField | undefined, words: Words): string => {
  if (!field) return words.pressEnter;
  const options = (optionsOf(field) ?? []).map((option, at) => `${at + 1} ${option}`).join(", ");
  const hints = [field.hint, field.required ? "" : words.optional, options].filter(Boolean).join("; ");
  const text = `${field.error ? `${field.error} ` : ""}${field.label}${hints ? ` (${hints})` : ""}`;
  return harmlessLine(`${text}${field.value ? ` [${field.value}]` : ""}: `).concat(" ");
};

const optionsOf = ({ type, options }: FormField): string[] | undefined =>
  type === "boolean" ? ["true", "false"] : options;

/** An option can be chosen by its number. */
const chosen = (field: FormField, line: string): string =>
  field.type === "choice" || field.type === "boolean" ? (optionsOf(field)?.[Number(line) - 1] ?? line) : line;

/** Checks what the form itself says. Whether a value makes sense is decided where it is used. */
const wrongWith = (field: FormField, given: string, words: Words): string | undefined => {
  if (!given) return field.required ? words.needsValue : undefined;
  const options = optionsOf(field);
  return options && !options.includes(given) ? words.chooseOne(options.map(harmlessLine).join(", ")) : undefined;
};
