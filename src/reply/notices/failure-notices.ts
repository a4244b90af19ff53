import { type Failure, Problem } from "../../errors.ts";
import type { MenuEntry } from "../../ports/chat/button.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { mostInbound } from "../../text/bounds.ts";
import { againButtons } from "../answer/answer-buttons.ts";
import { grouped } from "../tables/numbers.ts";
import { failureIn } from "../words/phrase-reading.ts";
import { notice } from "./notice.ts";

/* Why there is no answer. */

/** `question`: it may be asked again. */
export const failed = (
  failure: Failure,
  question: string | undefined,
  locale?: string,
  menu: MenuEntry[] = [],
): Notice =>
  notice("error", failureIn(failure, locale), {
    code: failure.code,
    buttons: question ? againButtons(question, locale) : [],
    ...(menu.length > 0 && { menu }),
  });

export const refused = (failure: Failure, locale?: string): Notice =>
  notice("warning", failureIn(failure, locale), { code: failure.code });

/** A message, form or click held more text than is taken; it was not read. */
export const tooLong = (length: number, locale: string | undefined): Notice =>
  refused(Problem.of("message.too-long", { most: count(mostInbound), length: count(length) }).failure, locale);

const count = (characters: number): string => grouped(String(characters));
