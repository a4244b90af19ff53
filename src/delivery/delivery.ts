import { clock } from "../clock.ts";
import { asProblem, Problem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { Actor, Platform } from "../ports/actor.ts";
import type { ChannelAdapter, FileAgain } from "../ports/chat/channel.ts";
import type { Form } from "../ports/chat/form.ts";
import type { Attachment, Notice, Progress, Prompt, Reply } from "../ports/chat/reply.ts";
import type { Place, PostRef } from "../ports/place.ts";
import type { Budget } from "../ports/stores/quota.ts";
import type { Records } from "../ports/stores/records.ts";
import { retention } from "../retention.ts";
import { createEditBudget } from "./edit-budget.ts";
import { isRefusedContent, sendWithFallback } from "./fallback.ts";
import type { Posted } from "./post-claim.ts";
import { createPosting, type Posting } from "./posting.ts";
import { createThrottle } from "./progress-throttle.ts";
import { createShownRecords } from "./shown-records.ts";
import { createUpdates } from "./updates.ts";

export type { Posted } from "./post-claim.ts";

/** The one way out: posts once, coalesces progress, retries finals, keeps to each platform's pace. */
export interface Delivery {
  /**
   * Posts a message once for its key, over crashes and replicas; later calls return the same post. `shows`: what the
   * message is for good, see `shownIn`.
   */
  post(place: Place, reply: Reply, how: { key: string; only?: Actor; shows?: string }): Promise<Posted>;
  /** Shows progress when the pace allows; a newer one replaces one that still waits. Never rejects. */
  show(ref: PostRef, progress: Progress): void;
  /** Whether progress of a message would be shown at once, as far as it is known here. */
  isFree(ref: PostRef): boolean;
  /** Sends what is due, drops what would come later: a step calls it before it ends. False: something was dropped. */
  flush(ref: PostRef, signal: AbortSignal): Promise<boolean>;
  /**
   * Edits the message into its final content; the part that does not fit follows in further messages. Refused content
   * is sent smaller or plainer; when the platform refuses everything, `giveUp` returns what is shown instead. `shows` is
   * what the message shows from then on, see `shownIn`; unless given, the key. `onWhole`: the platform took all of it in
   * this one message.
   */
  finish(
    posted: Posted,
    reply: Reply,
    key: string,
    how?: { giveUp?: () => Promise<Notice>; shows?: string; onWhole?: () => void },
  ): Promise<Posted>;
  /**
   * Edits a message of ours that is final already, at the platform's pace. Of several such edits that wait, the latest is
   * made and the others are dropped. `shows` as for `finish`. `asIs`: only over a message that
   * was not edited so before, as it is or not at all; a refusal rejects, and a message that is gone stays so.
   */
  update(posted: Posted, reply: Reply, how: { key: string; shows: string; asIs?: boolean }): Promise<void>;
  /** The messages that a reply becomes, in order. */
  split(platform: Platform, reply: Reply): Reply[];
  /** Whether a place takes files, see Channel. */
  takesFiles: ChannelAdapter["takesFiles"];
  /**
   * Adds a file, once for its key, or asks whether it is wanted, see Channel. Problem `post.file-unknown`: it was begun
   * before, and nobody knows what came of it.
   */
  attach(place: Place, file: Attachment, how: { key: string; again?: FileAgain }): Promise<void>;
  /** Puts a form before a person, see Channel. False also when that fails: then a button for it helps. */
  form(place: Place, form: Form, how: { key: string; trigger?: string; only?: Actor }): Promise<boolean>;
  /** Shows somebody their Home, see Channel. A later look at it replaces one that failed, so it is tried once. */
  showHome(actor: Actor, home: Notice): Promise<boolean>;
  /** Offers sentences to begin with, see Channel. Tried once. */
  suggest(place: Place, prompts: readonly Prompt[]): Promise<void>;
  /** Where a message can be opened, see Channel. */
  linkTo(ref: PostRef): string | undefined;
  /** Whether two references name the same message. */
  isSamePost(one: PostRef, other: PostRef): boolean;
  /** The key of what a message shows in the end: of a turn, its id. */
  shownIn(ref: PostRef): Promise<string | undefined>;
  /** The actor's own chat with us, see Channel. */
  directPlace(actor: Actor, from: Place): Promise<Place | undefined>;
  /** Takes a message away. False: what was shown there stays. */
  remove(ref: PostRef): Promise<boolean>;
  /** Sends nothing more: pending progress is dropped, edits under way are awaited. */
  close(): Promise<void>;
}

export interface DeliveryDeps {
  channels: ReadonlyMap<Platform, ChannelAdapter>;
  records: Records;
  /** Counts edits, over all replicas. */
  budget: Budget;
  /** What edits per minute count in. */
  minuteMs: number;
  log: Log;
  now?: () => number;
}

/** What is kept of a file until the platform has taken it. */
const sending = "sending";

export const createDelivery = (deps: DeliveryDeps): Delivery => {
  const { channels, records, budget, minuteMs, log, now = clock } = deps;
  const throttle = createThrottle({ channels, edits: createEditBudget({ budget, minuteMs, log, now }), log, now });
  const shownIn = createShownRecords({ channels, records });
  const { channelOf, postOnce, editOnce, untilSent } = createPosting({ channels, records, log, now });

  const isSamePost: Delivery["isSamePost"] = (one, other) =>
    one.platform === other.platform && channelOf(one.platform).postKey(one) === channelOf(one.platform).postKey(other);

  const post: Delivery["post"] = async (place, reply, { shows, ...how }) => {
    let first: Posted | undefined;
    const channel = channelOf(place.platform);
    await sendWithFallback(channel, reply, log, async (part, attempt) => {
      const key = attempt === 1 ? how.key : `${how.key}:part${attempt}`;
      const posted = await postOnce(first?.place ?? place, part, { ...how, key });
      first ??= posted;
      const shown = shows ?? ratedIn(part);
      if (shown) await shownIn.write(posted.ref, shown);
    });
    if (!first) throw new Error("a reply has no parts");
    return first;
  };

  const showFinal = createFinals({ channelOf, postOnce, editOnce, shownIn, isSamePost, log });

  const finish: Delivery["finish"] = async (posted, reply, key, { giveUp, shows = key, onWhole } = {}) => {
    await throttle.settle(posted.ref);
    try {
      return await showFinal(posted, reply, { key, shows, onWhole });
    } catch (thrown) {
      if (!giveUp || !isRefusedContent(thrown)) throw thrown;
      log.error({ event: "delivery.not-shown", err: thrown, thread: posted.ref.thread }, "a message cannot be shown");
      return showFinal(posted, await giveUp(), { key: `${key}:given-up`, shows });
    }
  };

  const amend = ({ ref }: Posted, reply: Reply): Promise<void> =>
    untilSent(() => channelOf(ref.platform).edit(ref, reply));

  const update = createUpdates({ channelOf, finish, amend, waitMs: throttle.waitMs, now });

  const attach: Delivery["attach"] = async (place, file, how) => {
    const key = `file:${how.key}`;
    if (await records.add(key, sending, retention.posts)) {
      await untilSent(() => channelOf(place.platform).attach(place, file, how));
      // The file is there, also if that cannot be noted.
      await records.write(key, true, retention.posts).catch(() => undefined);
    } else if ((await records.read(key))?.value === sending) throw Problem.of("post.file-unknown", {});
  };

  const form: Delivery["form"] = async (place, asked, how) => {
    try {
      return await channelOf(place.platform).form(place, asked, how);
    } catch (thrown) {
      log.warn(
        { event: "delivery.form-not-opened", code: asProblem(thrown).code, thread: place.thread },
        "a form was not opened",
      );
      return false;
    }
  };

  return {
    ...{
      post,
      show: throttle.show,
      isFree: (ref) => throttle.waitMs(ref) === 0,
      flush: throttle.flush,
      finish,
      update,
      attach,
      form,
      isSamePost,
      shownIn: shownIn.read,
      ...passedOn({ channelOf, untilSent }),
    },
    close: throttle.close,
  };
};

type Final = (
  posted: Posted,
  reply: Reply,
  how: { key: string; shows: string; onWhole?: (() => void) | undefined },
) => Promise<Posted>;

type FinalDeps = Pick<Posting, "channelOf" | "postOnce" | "editOnce"> & {
  shownIn: ReturnType<typeof createShownRecords>;
  isSamePost: Delivery["isSamePost"];
  log: Log;
};

/** Edits a message into the first part of a reply, and posts the others below it. */
const createFinals =
  ({ channelOf, postOnce, editOnce, shownIn, isSamePost, log }: FinalDeps): Final =>
  async (posted, reply, { key, shows, onWhole }) => {
    let shown: Posted | undefined;
    let attempts = 0;
    await sendWithFallback(channelOf(posted.ref.platform), reply, log, async (part, attempt) => {
      attempts = attempt;
      const shownAs = part.kind === "progress" ? undefined : (ratedIn(part) ?? shows);
      // First, because people click what is in a message as soon as they see it.
      if (!shown && shownAs) await shownIn.write(posted.ref, shownAs);
      const sent = shown
        ? await postOnce(shown.place, part, { key: `${key}:part${attempt}` })
        : await editOnce(posted, part, `${key}:again`);
      if (shownAs && (shown || !isSamePost(sent.ref, posted.ref))) await shownIn.write(sent.ref, shownAs);
      shown ??= sent;
    });
    if (attempts === 1) onWhole?.();
    return shown ?? posted;
  };

/** The turn whose answer people can vote on in this message. */
const ratedIn = (part: Reply): string | undefined => (part.kind === "answer" ? part.rated : undefined);

/** What a channel does by itself. */
const passedOn = ({
  channelOf,
  untilSent,
}: Pick<Posting, "channelOf" | "untilSent">): Pick<
  Delivery,
  "directPlace" | "linkTo" | "remove" | "showHome" | "split" | "suggest" | "takesFiles"
> => ({
  showHome: (actor, home) => channelOf(actor.platform).showHome(actor, home),
  suggest: (place, prompts) => channelOf(place.platform).suggest(place, prompts),
  linkTo: (ref) => channelOf(ref.platform).linkTo(ref),
  split: (platform, reply) => channelOf(platform).split(reply),
  takesFiles: (place) => channelOf(place.platform).takesFiles(place),
  remove: (ref) => untilSent(() => channelOf(ref.platform).remove(ref)),
  directPlace: (actor, from) => untilSent(() => channelOf(from.platform).directPlace(actor, from)),
});
