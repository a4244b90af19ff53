import type { Reply } from "./drivers.ts";
import { diedUnwritten, type Evidence, postedHow } from "./evidence.ts";
import { type Asked, turnsIn } from "./people.ts";

/** A line and the message that answered it. */
export interface Answered {
  asked: Asked;
  reply: Reply;
  how: "answered" | "cancelled" | "refused";
}

export interface ThreadVerdict {
  answered: Answered[];
  /** First signs that stay behind in Teams, see `orphansOf`. */
  orphans: number;
  wrong: string[];
}

/** Every line of a thread has one final answer, in one message, with the right words. */
export const judgeThread = (thread: readonly Asked[], evidence: Evidence): ThreadVerdict => {
  const [first] = thread;
  if (!first) return { answered: [], orphans: 0, wrong: [] };
  const turns = turnsIn(first);
  const name = `${first.planned.platform} ${first.planned.channel} ${first.root}`;
  const wrong: string[] = [];
  let orphans = 0;
  for (const replies of turns) {
    const behind = orphansOf(replies, evidence);
    orphans += behind;
    if (replies.length - behind !== 1)
      wrong.push(
        `${name}: ${replies.length} messages for one question: ${shown(replies)}; ${replies.map((reply) => postedHow(reply, evidence)).join(" || ")}`,
      );
    else if (!replies.some(({ isFinal }) => isFinal)) wrong.push(`${name}: not final: ${shown(replies)}`);
  }
  const finals = turns.flatMap((replies) => replies.filter(({ isFinal }) => isFinal));
  if (turns.length !== thread.length)
    wrong.push(`${name}: ${turns.length} turns for ${thread.length} questions: ${turns.map(shown).join(" AND ")}`);
  const answered = wrong.length === 0 ? matched(thread, finals) : undefined;
  if (!answered && wrong.length === 0) {
    const questions = thread.map(({ message }) => message.text).join(" | ");
    wrong.push(`${name}: the answers do not fit. Asked: ${questions}. Answered: ${shown(finals)}`);
  }
  return { answered: answered ?? [], orphans, wrong };
};

const shown = (replies: readonly Reply[]): string =>
  replies
    .map(({ id, turn, isFinal, text }) => `${id} ${turn} ${isFinal ? "final" : "open"} ${text.slice(0, 150)}`)
    .join(" || ");

/**
 * In Teams a bot cannot look for a message. When it is killed before it could write down that it posted, the next replica
 * has to post again, and the first message stays as it is. Returns how many such messages there are in a turn.
 */
export const orphansOf = (replies: readonly Reply[], evidence: Evidence): number => {
  if (replies.length < 2 || !replies[0]?.turn.startsWith("teams:")) return 0;
  return replies.filter((reply) => isBehind(reply) && diedUnwritten(reply, evidence)).length;
};

/** What was edited had been written down, unless somebody's click on it told the bot of it: then it says so. */
const isBehind = ({ isFinal, finalAt, text }: Reply): boolean =>
  (!isFinal && finalAt === 0) || text.includes("The answer to this question is in another message");

/** Gives each question its answer, if there is a way that fits. */
const matched = (
  thread: readonly Asked[],
  replies: readonly Reply[],
  left: readonly Asked[] = thread,
): Answered[] | undefined => {
  const [asked, ...others] = left;
  if (!asked) return [];
  for (const reply of replies) {
    const how = howItFits(asked, reply, thread);
    const unused = replies.filter((other) => other !== reply);
    const rest = how && matched(thread, unused, others);
    if (how && rest) return [{ asked, reply, how }, ...rest];
  }
  return undefined;
};

const howItFits = (asked: Asked, reply: Reply, thread: readonly Asked[]): Answered["how"] | undefined => {
  // In Slack the turn names its message.
  if (asked.planned.platform === "slack" && !reply.turn.endsWith(`:${asked.id}`)) return undefined;
  if (asked.message.expected.contains.every((word) => reply.text.includes(word))) return "answered";
  if (reply.text.includes("Cancelled") && mayBeCancelled(asked, thread)) return "cancelled";
  return reply.text.includes("isn't responding, so I've stopped trying") ? "refused" : undefined;
};

/** The Cancel button that is pressed is the last one in the thread. */
const mayBeCancelled = ({ root }: Asked, thread: readonly Asked[]): boolean =>
  thread.some((other) => other.root === root && other.message.cancelMs !== undefined);
