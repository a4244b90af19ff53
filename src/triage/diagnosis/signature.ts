import { createHash } from "node:crypto";
import type { FailureClass } from "../../config/triage-config.ts";
import { type CharacterTest, oneOf, skip } from "../../text/scan.ts";

/** Names a failure for ever: the same job, kind and error give the same signature, whatever numbers are in it. */
export const signatureOf = (job: string, failure: FailureClass, error: string): string =>
  createHash("sha256")
    .update(JSON.stringify([job, failure, normalizeError(error)]))
    .digest("hex")
    .slice(0, 16);

const mostError = 2_000;
const mostNormalized = 300;

/** An error without what differs from run to run: numbers, ids, times, paths and addresses. Linear. */
export const normalizeError = (error: string): string => {
  const text = error.slice(0, mostError).toLowerCase();
  const words: string[] = [];
  for (let at = skip(text, 0, isGap); at < text.length; ) {
    const end = skip(text, at, isInWord);
    words.push(normalizeWord(text.slice(at, end)));
    at = skip(text, end, isGap);
  }
  return words.filter(Boolean).join(" ").slice(0, mostNormalized);
};

const isGap = oneOf(" \t\r\n\"'`()[]{}<>,;=|!?*#…“”‘’");
const isInWord: CharacterTest = (code) => !isGap(code);

const normalizeWord = (word: string): string => {
  if (word.includes("/") || word.includes("\\")) return "/";
  if (isId(word)) return "0";
  return word.replace(/\d+/g, "0").replace(/[.:]+$/, "");
};

/** Hexadecimal digits and dashes, at least eight of them with a number among them. */
const isId = (word: string): boolean => word.length >= 8 && /^[0-9a-f-]+$/.test(word) && /\d/.test(word);
