import { z } from "zod";
import { Actor } from "../ports/actor.ts";
import { Place } from "../ports/place.ts";
import type { Records } from "../ports/stores/records.ts";
import { Vote } from "../reply/answer/votes.ts";
import { retention } from "../retention.ts";

/** An answer as it was given, for those who look into what people thought of it. Texts are shortened. */
export const RatedAnswer = z.object({
  turn: z.string(),
  asker: Actor,
  place: Place.pick({ platform: true, channelId: true, thread: true }),
  /** Where else it was shown. */
  sharedIn: Place.pick({ platform: true, channelId: true, thread: true }).optional(),
  question: z.string(),
  /** What the agents were asked. `key` names the ask. */
  asks: z.array(z.object({ key: z.string(), agent: z.string(), question: z.string(), link: z.string().optional() })),
  sql: z.string(),
  answer: z.string(),
});
export type RatedAnswer = z.infer<typeof RatedAnswer>;

/** The vote of one person. */
export const CastVote = z.object({
  voter: Actor,
  vote: Vote,
  /** When it was cast, epoch ms. */
  at: z.number(),
  reason: z.string().optional(),
  comment: z.string().optional(),
});
export type CastVote = z.infer<typeof CastVote>;

const Votes = z.record(z.string(), CastVote);

/** Names a voter. A person has one vote per answer. */
export const voterKey = ({ platform, tenant, user }: Actor): string => JSON.stringify([platform, tenant, user]);

/** The votes on answers, as they are now. */
export interface VoteRecords {
  keepAnswer(answer: RatedAnswer): Promise<void>;
  answer(turn: string): Promise<RatedAnswer | undefined>;
  /** Replaces the person's earlier vote, unless that was cast later. Remarks stay while the vote is the same. */
  cast(turn: string, vote: CastVote): Promise<void>;
  votes(turn: string): Promise<CastVote[]>;
  /** What was last sent to the agents as the rating of this answer. */
  sent(turn: string): Promise<string | undefined>;
  setSent(turn: string, rating: string): Promise<void>;
}

/** Others may vote in the same moment: so often is it tried. */
const mostTries = 50;

export const createVoteRecords = (records: Records): VoteRecords => ({
  keepAnswer: (answer) => records.write(`rated:${answer.turn}`, answer, retention.turns),
  answer: async (turn) => RatedAnswer.optional().parse((await records.read(`rated:${turn}`))?.value),
  cast: async (turn, vote) => {
    for (let tries = 0; tries < mostTries; tries += 1) if (await castOnce(records, turn, vote)) return;
    throw new Error("other votes were always quicker");
  },
  votes: async (turn) => Object.values(Votes.parse((await records.read(votesKey(turn)))?.value ?? {})),
  sent: async (turn) =>
    z
      .string()
      .optional()
      .parse((await records.read(`rating:${turn}`))?.value),
  setSent: (turn, rating) => records.write(`rating:${turn}`, rating, retention.turns),
});

const votesKey = (turn: string): string => `votes:${turn}`;

/** False: somebody else was quicker. */
const castOnce = async (records: Records, turn: string, vote: CastVote): Promise<boolean> => {
  const found = await records.read(votesKey(turn));
  const votes = Votes.parse(found?.value ?? {});
  const key = voterKey(vote.voter);
  const before = votes[key];
  if (before && before.at > vote.at) return true;
  const remarks = before?.vote === vote.vote ? { reason: before.reason, comment: before.comment } : {};
  const next = { ...votes, [key]: { ...remarks, ...vote } };
  return found
    ? records.swap(votesKey(turn), found.version, next, retention.turns)
    : records.add(votesKey(turn), next, retention.turns);
};
