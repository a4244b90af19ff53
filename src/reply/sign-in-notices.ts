import type { Actor } from "../ports/actor.ts";
import type { Notice } from "../ports/chat/reply.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { askButtons } from "./answer/answer-buttons.ts";
import type { Reader } from "./reader.ts";
import { moment } from "./words/locale-style.ts";
import { wordsIn } from "./words/words.ts";

/* What we say about signing in at Databricks. Whatever holds a link goes to one person alone. */

type Locale = string | undefined;

const notice = (tone: Notice["tone"], markdown: string, more: Partial<Notice> = {}): Notice => ({
  kind: "notice",
  tone,
  markdown,
  buttons: [],
  ...more,
});

const said = (locale: Locale) => wordsIn(locale).signIn;

const signInLink = (url: string, locale: Locale) => [{ label: said(locale).signIn, url }];

/** Stands where the question was put. */
export const answeredWithOwnRights = (agents: readonly string[], locale: Locale): Notice =>
  notice("info", said(locale).ownRights(agents));

/** A question waits for its asker to sign in. `agents`: their names. */
export const signInToGoOn = (agents: readonly string[], question: string, url: string, locale: Locale): Notice =>
  notice("info", said(locale).toGoOn(agents), { question, links: signInLink(url, locale) });

/** Stands where the question was put; the link is in the asker's direct messages. */
export const waitingForSignIn = (asker: Actor): Notice => notice("info", said(asker.locale).waiting(asker.name));

/** A question waits while the platform is asked who its asker is. `insists`: nobody is answered without that. */
export const provingWho = (agents: readonly string[], insists: boolean, locale: Locale): Notice =>
  notice("info", insists ? said(locale).provingWho(agents) : said(locale).tryingToProve);

/** The request to the platform itself. `ask`: what comes back with its answer. */
export const whoAreYou = (ask: string, locale: Locale): Notice =>
  notice("info", said(locale).whoAreYou, { proof: { ask, label: wordsIn(locale).homeSignIn } });

/** Nobody signed in while the question waited. */
export const signInTooLate = (question: string, locale: Locale): Notice =>
  notice("warning", said(locale).tooLate, {
    question,
    buttons: askButtons([question]).map((button) => ({ ...button, label: wordsIn(locale).askAgain })),
  });

/** Takes the place of the link: its question goes on below. */
export const goingOn = (question: string, locale: Locale): Notice =>
  notice("success", said(locale).goingOn(shortened(oneLine(question), 200)));

/** Nothing came of asking the platform who the asker is; the question goes on below. */
export const goingOnAsBot = (question: string, locale: Locale): Notice =>
  notice("info", said(locale).goingOnAsBot(shortened(oneLine(question), 200)));

export const loginOffer = (url: string, locale: Locale): Notice =>
  notice("info", said(locale).offer, { links: signInLink(url, locale) });

export const signedIn = (userName: string, locale: Locale): Notice =>
  notice("success", said(locale).signedIn(userName));

/** `since`: epoch ms. */
export const whoYouAre = (userName: string, since: number, to: Reader): Notice =>
  notice("info", said(to.locale).whoYouAre(userName, moment(since, to)));

export const notSignedIn = (locale: Locale): Notice => notice("info", said(locale).notSignedIn);

export const signedOut = (userName: string, locale: Locale): Notice =>
  notice("success", said(locale).signedOut(userName));

/** Only the asker may look further into an answer that was made with their own rights. */
export const ownAnswer = (asker: Actor, locale: Locale): Notice =>
  notice("warning", said(locale).ownAnswer(asker.name));

/** The asker is no longer who they were when they asked. */
export const askedAsOther = (locale: Locale): Notice => notice("warning", said(locale).askedAsOther);

export const notToOutsiders = (locale: Locale): Notice => notice("warning", said(locale).notToOutsiders);
