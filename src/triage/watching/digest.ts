import { z } from "zod";
import { dayOf } from "../../config/parameter-values.ts";
import type { Failure } from "../../errors.ts";
import type { Lease, Task } from "../../ports/stores/queue.ts";
import { readerIn } from "../../reply/reader.ts";
import { type DigestLine, digestCard } from "../../reply/triage/digest-card.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { hostZone, minuteIn } from "../../text/dates/time-zone.ts";
import type { Step } from "../../worker/worker.ts";
import { type Lesson, lessonsSince } from "../learning/lessons.ts";
import type { TriageDeps } from "../triage-deps.ts";
import { patient } from "./patience.ts";

/* Once a day a channel is told what failed in the last 24 hours. */

type DigestDeps = Pick<TriageDeps, "delivery" | "journal" | "log" | "now" | "placeOf" | "queue"> & {
  config: Pick<TriageDeps["config"], "language" | "timeZone" | "triage">;
  catalog: Pick<TriageDeps["catalog"], "byId" | "byNumber">;
};

const lookEveryMs = 60_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;
/** After a stop the digest of the day still comes within this time; later nobody waits for it. */
const lateMs = 6 * hourMs;

export interface Digest {
  start(): void;
  close(): void;
}

/** Puts the digest of a day into the queue when its time has come: once, whichever replica sees it first. */
export const createDigest = (deps: DigestDeps): Digest => {
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const due = dueDigest(deps.config.triage.digest, deps.now(), deps.config.timeZone);
    if (due) await deps.queue.put(due).catch((err: unknown) => noteFailure(deps, err));
  };
  return {
    start: () => {
      if (!deps.config.triage.digest) return;
      void look();
      timer = setInterval(() => void look(), lookEveryMs).unref();
    },
    close: () => clearInterval(timer),
  };
};

const noteFailure = ({ log }: DigestDeps, err: unknown): void =>
  log.warn({ event: "triage.digest-not-stored", err }, "the daily digest could not be stored; trying again");

/** The task of today's digest, if its time has come and is not long over. */
export const dueDigest = (
  digest: { channel: string; hour: number } | undefined,
  now: number,
  zone: string | undefined,
): Task | undefined => {
  if (!digest) return undefined;
  const day = dayOf(now, zone ?? hostZone());
  const at = Math.floor(now / minuteMs) * minuteMs - (minuteIn(now, zone) - digest.hour * 60) * minuteMs;
  if (now < at || now >= at + lateMs) return undefined;
  return {
    id: `digest:${day}`,
    orderingKey: "digest",
    kind: "triage-digest",
    payload: { day, at, channel: digest.channel },
  };
};

/** The channel is named with it: a replica that still has other settings may be the one that posts. */
const DigestTask = z.object({ day: z.string(), at: z.number(), channel: z.string().optional() });

/** Posts the digest of a day. Repeatable. */
export const digestStep = (deps: DigestDeps): Step =>
  patient(deps, async (lease) => {
    const { day, at, channel = deps.config.triage.digest?.channel } = DigestTask.parse(lease.payload);
    const place = channel === undefined ? undefined : deps.placeOf(channel);
    if (!place) {
      deps.log.warn({ event: "triage.digest-nowhere", day }, "the channel of the daily digest is not known");
      return { state: "done" };
    }
    const to = readerIn(deps.config, place, undefined);
    const failures = await Array.fromAsync(lessonsSince(deps.journal, at - 24 * hourMs));
    const words = wordsIn(to.locale).triage;
    const lines = linesOf(
      failures.filter((one) => one.at < at),
      (job) => (deps.catalog.byId(job) ?? deps.catalog.byNumber(job))?.name ?? words.digest.job(job),
      // Where no texts are kept, the kind of failure is all that is known.
      (last) => last.cause || words.classes[last.class],
    );
    await deps.delivery.post(place, digestCard(lines, to), { key: `digest:${day}` });
    return { state: "done" };
  });

/** The last word on a digest that could not be posted. */
export const failDigest = ({ log }: Pick<DigestDeps, "log">, lease: Lease, { code }: Failure): void =>
  log.error({ event: "triage.digest-given-up", task: lease.id, code }, "a daily digest was given up");

/** One line for each kind of failure of a job, the most frequent first. */
const linesOf = (
  failures: readonly Lesson[],
  nameOf: (job: string) => string,
  causeOf: (last: Lesson) => string,
): DigestLine[] =>
  [...Map.groupBy(failures, ({ job, signature }) => `${job} ${signature}`).values()]
    .flatMap((group) => {
      const last = group.at(-1);
      const failures = group.length;
      return last
        ? [{ name: nameOf(last.job), failures, cause: causeOf(last), standing: standingOf(last.outcome) }]
        : [];
    })
    .toSorted((one, other) => other.failures - one.failures);

const standingOf = (outcome: string | undefined): DigestLine["standing"] =>
  outcome === "green" || outcome === "ignored" || outcome === "failed again" ? outcome : "open";
