import { asProblem, Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { Actor } from "../../src/ports/actor.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import type { Notice, Reply } from "../../src/ports/chat/reply.ts";
import type { Place } from "../../src/ports/place.ts";
import { conversationOf, PostId, placeOf, refOf, rootedAt, To } from "./address.ts";
import { createCallBudget } from "./connector/call-budget.ts";
import type { Address, Connector } from "./connector/connector.ts";
import { createFiles } from "./files.ts";
import { createPostMemory } from "./post-memory.ts";
import { isAboutContent, paceProblem } from "./problems.ts";
import type { FileMessage } from "./render/file.ts";
import { formMessage } from "./render/form.ts";
import { plainMessage } from "./render/plain.ts";
import { type Message, render } from "./render/render.ts";
import type { SignInCard } from "./sso/sign-in-card.ts";
import { createTargetedPosts } from "./targeted-posts.ts";

export interface PostsDeps {
  connector: Connector;
  /** The card by which Teams is asked who somebody is; absent: it is never asked. */
  signInCard?: ((to: To, notice: Notice, proof: NonNullable<Notice["proof"]>) => Promise<SignInCard>) | undefined;
  /** Whether files may be sent to this address. */
  isUploadTrusted(url: string): boolean;
  log: Log;
  now: () => number;
}

export type Posts = Pick<ChannelAdapter, "post" | "edit" | "remove" | "takesFiles" | "attach" | "form">;

type Posted = Awaited<ReturnType<ChannelAdapter["post"]>>;

type OnLate = (posted: Posted) => void;

/** Messages and files out. */
export const createPosts = ({ connector, signInCard, isUploadTrusted, log, now }: PostsDeps): Posts => {
  const budget = createCallBudget(now);
  const postToOne = createTargetedPosts(connector);
  const memory = createPostMemory<Posted>(now, ({ ref }) => removeDuplicate(PostId.parse(ref.id)));

  const post: ChannelAdapter["post"] = (place, reply, { key, mayExist, only }) =>
    memory.once(key, mayExist, async (onLate) => {
      const to = To.parse(place.to);
      if (reply.kind === "notice" && reply.proof !== undefined && signInCard && isForAll(only, to))
        return postToAll(place, await signInCard(to, reply, reply.proof), onLate);
      const posted = await sendCardOrText(reply, (message) => postTo(only, place, message, onLate));
      if (reply.kind === "progress") showTyping({ connector, budget, log }, To.parse(posted.place.to));
      return posted;
    });

  const postTo = (only: Actor | undefined, place: Place, message: Message, onLate: OnLate): Promise<Posted> =>
    only && !isForAll(only, To.parse(place.to))
      ? postFor(only.user, place, message)
      : postToAll(place, message, onLate);

  const postToAll = async (
    place: Place,
    message: Message | FileMessage | SignInCard,
    onLate: OnLate,
  ): Promise<Posted> => {
    const to = To.parse(place.to);
    budget.count(conversationOf(to.conversation));
    const activity = await connector.send(to, { ...message, from: to.bot }, (id) => onLate(postedAt(place, to, id)));
    return postedAt(place, to, activity);
  };

  /** The answer to a POST came late, and the message had been posted again by then. */
  const removeDuplicate = ({ activity, ...address }: PostId): void => {
    budget.count(conversationOf(address.conversation));
    connector.remove(address, activity).then(
      () => log.warn({ event: "teams.duplicate-removed", activity }, "a message that was posted twice was removed"),
      (thrown: unknown) => {
        log.warn({ event: "teams.duplicate-kept", activity, err: thrown }, "a message was posted twice and stays");
      },
    );
  };

  const postFor = async (user: string, place: Place, message: Message): Promise<Posted> => {
    const to = To.parse(place.to);
    budget.count(conversationOf(to.conversation));
    return { place, ref: refOf(place.thread, await postToOne(to, user, { ...message, from: to.bot })) };
  };

  const edit: ChannelAdapter["edit"] = async (ref, reply) => {
    const { activity, ...address } = PostId.parse(ref.id);
    const conversation = conversationOf(address.conversation);
    const wait = reply.kind === "progress" ? budget.wait(conversation) : 0;
    if (wait > 0) throw paceProblem(wait);
    budget.count(conversation);
    try {
      await sendCardOrText(reply, (message) => connector.update(address, activity, message));
    } catch (thrown) {
      throw editProblem(thrown);
    }
  };

  const remove = createRemoval(connector, (conversation) => budget.count(conversationOf(conversation)));

  const files = createFiles({
    post: (place, message, key) => memory.once(key, true, (onLate) => postToAll(place, message, onLate)),
    removeConsent: async (place, { card }) => {
      await connector.remove(To.parse(place.to), card).catch((thrown: unknown) => {
        log.debug({ event: "teams.consent-kept", code: asProblem(thrown).code }, "a consent card was not removed");
      });
    },
    isTrusted: isUploadTrusted,
  });

  const form: ChannelAdapter["form"] = async (place, asked, { key, only }) => {
    await memory.once(key, true, (onLate) => postTo(only, place, formMessage(asked), onLate));
    return true;
  };

  return { post, edit, remove, ...files, form };
};

/** A click on a message for one person does not always say that it is one. */
const createRemoval = (connector: Connector, count: (conversation: string) => void): ChannelAdapter["remove"] => {
  /** False: it is gone already. */
  const removed = async (address: Address, activity: string): Promise<boolean> => {
    count(address.conversation);
    try {
      await connector.remove(address, activity);
      return true;
    } catch (thrown) {
      if (editProblem(thrown).code !== "post.gone") throw thrown;
      return false;
    }
  };
  return async (ref) => {
    const { activity, targeted, ...address } = PostId.parse(ref.id);
    const isGone = !(await removed({ ...address, ...(targeted && { targeted }) }, activity));
    if (isGone && !targeted) await removed({ ...address, targeted: true }, activity);
    return true;
  };
};

/** After the message, never before it. A failure does not matter. */
const showTyping = (
  { connector, budget, log }: Pick<PostsDeps, "connector" | "log"> & { budget: ReturnType<typeof createCallBudget> },
  address: Address,
): void => {
  budget.count(conversationOf(address.conversation));
  connector.typing(address).catch((thrown: unknown) => {
    log.debug({ event: "teams.typing-not-shown", code: asProblem(thrown).code }, "the typing indicator was not shown");
  });
};

/** In a personal chat, for everybody and for one person are the same. */
const isForAll = (only: Actor | undefined, to: To): boolean => only === undefined || to.scope === "personal";

/** A message as a post. In a channel it may be the root of a thread. */
const postedAt = (place: Place, to: To, activity: string): Posted => {
  const rooted = rootedAt(to, activity);
  const there = rooted === to ? place : placeOf(rooted);
  const { serviceUrl, conversation } = rooted;
  return { place: there, ref: refOf(there.thread, { serviceUrl, conversation, activity }) };
};

/** Sends a reply as a card. A notice without buttons that Teams refuses as a card is sent as plain text. */
const sendCardOrText = async <T>(reply: Reply, send: (message: Message) => Promise<T>): Promise<T> => {
  try {
    return await send(render(reply));
  } catch (thrown) {
    const isText = reply.kind === "notice" && reply.buttons.length === 0;
    if (!isText || !isAboutContent(asProblem(thrown))) throw thrown;
    return send(plainMessage(reply));
  }
};

/** When the conversation is gone, so are its messages. */
const editProblem = (thrown: unknown): Problem => {
  const problem = asProblem(thrown);
  if (problem.code !== "teams.gone") return problem;
  return new Problem("post.gone", problem.sentence, { detail: problem.message, cause: problem });
};
