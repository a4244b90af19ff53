import type { Notice } from "../../ports/chat/reply.ts";
import { wordsIn } from "../words/words.ts";
import { notice } from "./notice.ts";

/* Answers for one person alone, and showing them to others. */

type Locale = string | undefined;

const said = (locale: Locale) => wordsIn(locale).notices;

export const answeredPrivately = (locale: Locale): Notice => notice("info", said(locale).answeredPrivately);

/** Stands where the question was put: these agents give no answer there. */
export const answeredElsewhere = (agents: string[], locale: Locale): Notice =>
  notice("info", said(locale).answeredElsewhere(agents));

export const noDirectChat = (locale: Locale): Notice => notice("warning", said(locale).noDirectChat);

export const noLongerToShare = (locale: Locale): Notice => notice("warning", said(locale).noLongerToShare);

export const notHereToShare = (locale: Locale): Notice => notice("warning", said(locale).notHereToShare);

/** Only the asker may share an answer that only they got. */
export const notYoursToShare = (locale: Locale): Notice => notice("warning", said(locale).notYoursToShare);

export const shared = (locale: Locale): Notice => notice("success", said(locale).shared);

export const alreadyShared = (locale: Locale): Notice => notice("info", said(locale).alreadyShared);
