import { z } from "zod";
import type { Delivery } from "../delivery/delivery.ts";
import type { Inbound } from "../ports/chat/inbound.ts";
import type { Reply } from "../ports/chat/reply.ts";
import type { Place } from "../ports/place.ts";
import type { Journal } from "../ports/stores/journal.ts";
import type { Queue, Task } from "../ports/stores/queue.ts";
import {
  formNotOpened,
  type Remarks,
  readRemarks,
  readVote,
  type Vote,
  voted,
  voteForm,
  voteNotCounted,
} from "../reply/answer/votes.ts";
import type { Step } from "../worker/worker.ts";
import { assessTask } from "./assessing.ts";
import { type RatingDeps, rateStep, rateTask } from "./rating.ts";
import { createVoteRecords, type RatedAnswer, type VoteRecords, voterKey } from "./vote-records.ts";

/** What people think of answers: their votes, the journal of them, and the ratings that the agents get. */
export interface Feedback {
  /** Keeps an answer that is about to be shown, so that it can be voted on. */
  keep(answer: RatedAnswer): Promise<void>;
  /** An answer is about to be shown in another place, too. */
  share(turn: string, place: Place): Promise<void>;
  /** A vote button was clicked, or a form about a vote was sent, at a moment. Returns what the voter is told. */
  vote(inbound: VoteAct, at: number): Promise<Reply | undefined>;
  steps: Readonly<Record<string, Step>>;
}

type VoteAct = Extract<Inbound, { kind: "click" | "form" }>;

export interface FeedbackDeps extends Omit<RatingDeps, "votes"> {
  /** Votes are attached to traces. */
  isTraced: boolean;
  delivery: Pick<Delivery, "form" | "shownIn">;
  queue: Pick<Queue, "put">;
  journal: Journal;
}

export const createFeedback = (given: FeedbackDeps): Feedback => {
  const deps = { ...given, votes: createVoteRecords(given.records) };
  return {
    keep: deps.votes.keepAnswer,
    share: async (turn, { platform, channelId, thread }) => {
      const answer = await deps.votes.answer(turn);
      if (answer) await deps.votes.keepAnswer({ ...answer, sharedIn: { platform, channelId, thread } });
    },
    vote: (inbound, at) => vote(deps, inbound, at),
    steps: { feedback: noteStep(deps), rate: rateStep(deps) },
  };
};

type Deps = FeedbackDeps & { votes: VoteRecords };

const vote = async (deps: Deps, inbound: VoteAct, at: number): Promise<Reply | undefined> => {
  const { actor: voter } = inbound;
  const { locale } = voter;
  const asked = await votedOn(deps, inbound);
  if (!asked) return voteNotCounted(locale);
  const { act, turn, remarks } = asked;
  if (act === "why") return (await openForm(deps, inbound, "down", turn)) ? undefined : formNotOpened(locale);
  await deps.votes.cast(turn, { voter, vote: act, at, ...remarks });
  await deps.queue.put(noteTask(turn, inbound));
  const hasRemarks = Object.keys(remarks).length > 0;
  const isBare = act === "down" && inbound.kind === "click";
  const isOpen = isBare && (await openForm(deps, inbound, "down", turn));
  return voted(act, turn, { asksWhy: isBare && !isOpen, hasRemarks, locale });
};

/** What a click or form asks for; undefined when it is forged, or about an answer that is not in its conversation. */
const votedOn = async (
  { votes, delivery, log }: Deps,
  inbound: VoteAct,
): Promise<{ act: Vote | "why"; turn: string; remarks: Remarks } | undefined> => {
  const { value, on, place, actor } = inbound;
  const asked = readVote(value);
  const remarks = inbound.kind === "form" ? readRemarks(inbound.fields) : {};
  const turn = asked?.turn || (on && (await delivery.shownIn(on)));
  const answer = turn && (await votes.answer(turn));
  if (asked && remarks && answer && isVisible(answer, place)) return { act: asked.act, turn: answer.turn, remarks };
  log.info({ event: "feedback.not-counted", user: actor.user, thread: place.thread }, "a vote was not counted");
  return undefined;
};

/** Whoever is in a channel or chat sees all of its threads. */
const isVisible = ({ place, sharedIn }: RatedAnswer, from: RatedAnswer["place"]): boolean =>
  isIn(place, from) || (sharedIn !== undefined && isIn(sharedIn, from));

const isIn = (one: RatedAnswer["place"], other: RatedAnswer["place"]): boolean =>
  one.platform === other.platform && one.channelId === other.channelId;

/** A form that everybody would see is not put into a channel. */
const openForm = async (
  { delivery }: Deps,
  { id, actor, place, trigger }: VoteAct,
  vote: "down",
  turn: string,
): Promise<boolean> =>
  (trigger !== undefined || place.direct) &&
  delivery.form(place, voteForm(vote, turn, actor.locale), { key: `${id}:why`, ...(trigger && { trigger }) });

const NoteTask = z.object({ turn: z.string(), voter: z.string() });

/** Tasks about one answer run one after the other, so the journal ends with the vote as it is. */
const noteTask = (turn: string, { id, actor }: VoteAct): Task => ({
  id: `feedback:${id}`,
  orderingKey: `feedback:${turn}`,
  kind: "feedback",
  payload: { turn, voter: voterKey(actor) },
});

/** Writes a person's vote into the journal, with what it is about, and has the agents rated. */
const noteStep =
  ({ votes, journal, queue, isTraced }: Deps): Step =>
  async (lease) => {
    const { turn, voter } = NoteTask.parse(lease.payload);
    const [answer, all] = await Promise.all([votes.answer(turn), votes.votes(turn)]);
    const cast = all.find((one) => voterKey(one.voter) === voter);
    if (!answer || !cast) return { state: "done" };
    const { place, sharedIn: _, asker, ...about } = answer;
    const id = `feedback:${turn}:${voter}`;
    const { vote: outcome, reason = null, comment = null, at } = cast;
    await journal.append({
      ...{ id, at, kind: "feedback", actor: cast.voter, place, outcome },
      details: { ...about, asker: asker.user },
    });
    await journal.amend(id, { outcome, details: { reason, comment, votedAt: at } });
    await queue.put(rateTask(turn, lease.id));
    if (isTraced) await queue.put(assessTask(turn, voter, lease.id));
    return { state: "done" };
  };
