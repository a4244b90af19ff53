import { z } from "zod";
import type { Button, Form, FormField, Notice } from "../../ports/chat/reply.ts";
import { shortened } from "../../text/shorten.ts";

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
export const voteButtons = (turn: string): [up: Button, down: Button] => [
  { action: "vote", value: voteValue("up", turn), label: "👍 Helpful" },
  { action: "vote", value: voteValue("down", turn), label: "👎 Not helpful" },
];

/** What can be wrong with an answer. */
const reasons = ["Wrong figures", "Wrong agent", "Incomplete", "Hard to read", "Something else"] as const;
const Reason = z.enum(reasons);

/** Asks why an answer did not help. Everything in it may be left out. */
export const voteForm = (vote: "up" | "down", turn: string): Form => ({
  title: vote === "up" ? "What was good?" : "What was wrong?",
  intro: "It goes to the people who look after the agents.",
  fields: vote === "up" ? [comment] : [reason, comment],
  submit: { action: "vote", value: voteValue(vote, turn), label: "Send", style: "primary" },
});

const reason: FormField = { name: "reason", label: "Reason", type: "choice", options: [...reasons], required: false };
const comment: FormField = { name: "comment", label: "In your own words", type: "text", required: false };

export interface Remarks {
  reason?: string;
  comment?: string;
}

/** Characters of a comment that are kept. */
const mostComment = 1_000;

/** What a form about a vote was filled in with; undefined for a forged reason. */
export const readRemarks = ({ reason, comment = "" }: Record<string, string>): Remarks | undefined => {
  if (reason && !Reason.safeParse(reason).success) return undefined;
  const words = shortened(comment.trim(), mostComment);
  return { ...(reason && { reason }), ...(words && { comment: words }) };
};

const notice = (tone: Notice["tone"], markdown: string, buttons: Button[] = []): Notice => ({
  kind: "notice",
  tone,
  markdown,
  buttons,
});

/** Told to the voter alone. `asksWhy`: the reason was not given yet, and no form for it is open. */
export const voted = (vote: Vote, turn: string, { asksWhy = false, hasRemarks = false } = {}): Notice => {
  if (vote === "none") return notice("success", "Done: your vote no longer counts.");
  return notice("success", thanks(vote, hasRemarks), [
    ...(asksWhy ? [button("why", turn, "Say why")] : []),
    button("none", turn, "Take it back"),
  ]);
};

const button = (act: VoteAct, turn: string, label: string): Button => ({
  action: "vote",
  value: voteValue(act, turn),
  label,
});

const thanks = (vote: "up" | "down", hasRemarks: boolean): string => {
  if (hasRemarks) return "Thank you, I've passed on what you wrote.";
  return vote === "up"
    ? "Thanks! I've noted that this answer helped."
    : "Thanks for telling me. I've noted that this answer didn't help.";
};

/** There is no such answer here. It says nothing about answers elsewhere. */
export const voteNotCounted = notice(
  "warning",
  "I can't count this vote: the answer is too old, or it isn't in this conversation.",
);

export const formNotOpened = notice(
  "warning",
  "I couldn't open the form for your reason. Your vote counts all the same.",
);
