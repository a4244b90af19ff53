import type { Call } from "../../sandbox/traffic.ts";
import type { Stage } from "../support/stage.ts";
import type { Reply } from "./drivers.ts";
import type { Span, Times } from "./storm.ts";

/** What the services and the storm have seen: by this a message that stays behind is judged. */
export interface Evidence extends Times {
  /** Posts to Teams. */
  posts: readonly Call[];
  /** When connections ended, by their number. */
  ended: ReadonlyMap<number, number>;
  /** What a replica took in and stored: how long writing takes on this machine. */
  stored: readonly Stored[];
}

interface Stored {
  at: number;
  ms: number;
}

export const evidenceOf = ({ sandbox }: Stage, times: Times): Evidence => ({
  ...times,
  posts: sandbox.traffic.calls.filter(({ service, method }) => service === "teams" && method === "POST"),
  ended: sandbox.traffic.ended,
  stored: [...sandbox.slack.delivery.log(), ...sandbox.teams.delivery.log()].filter(
    ({ status }) => status >= 200 && status < 300,
  ),
});

/** Time to write down a post on a machine of our own, ms. */
const untilWrittenMs = 500;
/** Time to write down what was posted while the store was away. */
const catchUpMs = 2_000;

/** On a busy machine the services read what a killed replica had sent, and that its connections ended, so much later, ms. */
const unreadMs = 300;

/**
 * True if the replica that made a post was killed before it could write that down. A replica that was killed took the
 * connection of the post with it: one that lived on, or was killed later, had the time.
 */
export const diedUnwritten = (reply: Reply, evidence: Evidence): boolean => {
  const post = postOf(reply, evidence.posts);
  const endedAt = evidence.ended.get(post?.connection ?? 0);
  if (!post || endedAt === undefined) return false;
  const kill = evidence.kills.find(({ from, to }) => from <= endedAt && endedAt <= to + unreadMs);
  if (!kill) return false;
  const answeredAt = post.at + post.ms;
  const neededMs = Math.max(untilWrittenMs, slowestMs(evidence.stored, answeredAt, kill.from));
  if (kill.from - answeredAt <= neededMs) return true;
  return evidence.outages.some(
    ({ from, to }) => from < answeredAt + neededMs && to + Math.max(catchUpMs, neededMs) > kill.from,
  );
};

/** What is known of how a message was posted, for whoever looks into a round that broke a law. */
export const postedHow = (reply: Reply, evidence: Evidence): string => {
  const post = postOf(reply, evidence.posts);
  if (!post) return "not seen on the wire";
  const from = post.at + post.ms;
  const since = (at: number): string => `${Math.round(at - from)}`;
  const spans = (all: readonly Span[]): string =>
    all
      .filter(({ to }) => to > from - 10_000)
      .slice(0, 4)
      .map(({ from: begun, to }) => `${since(begun)}..${since(to)}`)
      .join(", ");
  const endedAt = evidence.ended.get(post.connection ?? 0);
  const ended = endedAt === undefined ? "is open" : `ended at ${since(endedAt)}`;
  return `answered after ${post.ms} ms; from then on, ms: its connection ${ended}, kills ${spans(evidence.kills)}, store away ${spans(evidence.outages)}`;
};

/** The call that posted a message. */
const postOf = ({ turn, postedAt }: Reply, posts: readonly Call[]): Call | undefined =>
  posts.find(
    ({ at, ms, body }) => at <= postedAt && postedAt <= at + ms + 1 && JSON.stringify(body ?? "").includes(turn),
  );

/** The slowest storing that was under way between two moments. */
const slowestMs = (stored: readonly Stored[], from: number, to: number): number =>
  Math.max(0, ...stored.filter(({ at, ms }) => at <= to && at + ms >= from).map(({ ms }) => ms));
