import { z } from "zod";
import type { Button } from "../../ports/chat/button.ts";
import type { Form, FormField } from "../../ports/chat/form.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { Language } from "../../ports/preference.ts";
import { shortened } from "../../text/shorten.ts";
import { wordsIn } from "../words/words.ts";

/* Votes on answers: their buttons, the form that asks for the reason, and what a voter is told. */

/** `none`: the vote was withdrawn. */
export const Vote = z.enum(["up", "down", "none"]);
export type Vote = z.infer<typeof Vote>;

/** What a vote button does: casts a vote, or asks for the reason of one. */
const VoteAct = z.enum([...Vote.options, "why"]);
type VoteAct = z.infer<typeof VoteAct>;

/** The value of a vote button. Without a turn it is about the answer in the message that was clicked. */
export const voteValue = (act: VoteAct, turn: string): string => `${act}:${turn}`;

/** Reads the value of a vote button; undefined for a forged one. */
export const readVote = (value: string): { act: VoteAct; turn: string } | undefined => {
  const colon = value.indexOf(":");
  const act = VoteAct.safeParse(value.slice(0, Math.max(0, colon))).data;
  return act && { act, turn: value.slice(colon + 1) };
};

/** Thumbs under an answer, for a platform that has none of its own. */
export const voteButtons = (turn: string, locale: Locale): [up: Button, down: Button] => [
  button("up", turn, said(locale).up),
  button("down", turn, said(locale).down),
];

type Locale = string | undefined;

const said = (locale: Locale) => wordsIn(locale).answers.votes;

/** What can be wrong with an answer. */
const reasons = ["Wrong figures", "Wrong agent", "Incomplete", "Hard to read", "Something else"] as const;

/** Asks why an answer did not help. Everything in it may be left out. */
export const voteForm = (vote: "up" | "down", turn: string, locale: Locale): Form => {
  const words = said(locale);
  const options = reasons.map((one) => words.reasons[one]);
  const reason: FormField = { name: "reason", label: words.reason, type: "choice", options, required: false };
  const comment: FormField = { name: "comment", label: words.ownWords, type: "text", required: false };
  return {
    title: vote === "up" ? words.whatGood : words.whatWrong,
    intro: words.intro,
    fields: vote === "up" ? [comment] : [reason, comment],
    submit: { action: "vote", value: voteValue(vote, turn), label: words.send, style: "primary" },
    locale,
  };
};

export interface Remarks {
  reason?: string;
  comment?: string;
}

/** Characters of a comment that are kept. */
const mostComment = 1_000;

/** What a form about a vote was filled in with; undefined for a forged reason. */
export const readRemarks = ({ reason, comment = "" }: Record<string, string>): Remarks | undefined => {
  const known = reason ? reasonNamed(reason) : undefined;
  if (reason && known === undefined) return undefined;
  const words = shortened(comment.trim(), mostComment);
  return { ...(known && { reason: known }), ...(words && { comment: words }) };
};

/** A reason is kept in English, in whatever language it was chosen. */
const reasonNamed = (text: string): (typeof reasons)[number] | undefined =>
  reasons.find((one) => one === text || Language.options.some((locale) => said(locale).reasons[one] === text));

const notice = (tone: Notice["tone"], markdown: string, buttons: Button[] = []): Notice => ({
  kind: "notice",
  tone,
  markdown,
  buttons,
});

/** Only the voter sees it. `asksWhy`: the reason was not given yet, and no form for it is open. */
export const voted = (
  vote: Vote,
  turn: string,
  { asksWhy = false, hasRemarks = false, locale }: { asksWhy?: boolean; hasRemarks?: boolean; locale: Locale },
): Notice => {
  const words = said(locale);
  if (vote === "none") return notice("success", words.withdrawn);
  return notice("success", thanks(vote, hasRemarks, locale), [
    ...(asksWhy ? [button("why", turn, words.sayWhy)] : []),
    button("none", turn, words.takeBack),
  ]);
};

const button = (act: VoteAct, turn: string, label: string): Button => ({
  action: "vote",
  value: voteValue(act, turn),
  label,
});

const thanks = (vote: "up" | "down", hasRemarks: boolean, locale: Locale): string => {
  const words = said(locale);
  if (hasRemarks) return words.passedOn;
  return vote === "up" ? words.thanksUp : words.thanksDown;
};

/** There is no such answer here. It says nothing about answers elsewhere. */
export const voteNotCounted = (locale: Locale): Notice => notice("warning", said(locale).notCounted);

export const formNotOpened = (locale: Locale): Notice => notice("warning", said(locale).formNotOpened);
