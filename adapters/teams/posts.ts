import { asProblem, Problem } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import type { ChannelAdapter } from "../../src/ports/channel.ts";
import type { Place } from "../../src/ports/place.ts";
import type { Reply } from "../../src/ports/reply.ts";
import { conversationOf, PostId, placeOf, refOf, rootedAt, To } from "./address.ts";
import { createCallBudget } from "./call-budget.ts";
import type { Connector, Spot } from "./connector.ts";
import { createPostMemory } from "./post-memory.ts";
import { isAboutContent, paceProblem } from "./problems.ts";
import { pages } from "./render/attachment.ts";
import { formMessage } from "./render/form.ts";
import { plainMessage } from "./render/plain.ts";
import { type Message, render } from "./render/render.ts";
import { createTargetedPosts } from "./targeted-posts.ts";

export interface PostsDeps {
  connector: Connector;
  log: Log;
  now: () => number;
}

export type Posts = Pick<ChannelAdapter, "post" | "edit" | "attach" | "form">;

type Posted = Awaited<ReturnType<ChannelAdapter["post"]>>;

type Late = (posted: Posted) => void;

/** Messages and files out. */
export const createPosts = ({ connector, log, now }: PostsDeps): Posts => {
  const budget = createCallBudget(now);
  const postToOne = createTargetedPosts(connector);
  const memory = createPostMemory<Posted>(now, ({ ref }) => removeDuplicate(PostId.parse(ref.id)));

  const post: ChannelAdapter["post"] = (place, reply, { key, mayExist, only }) =>
    memory.once(key, mayExist, async (late) => {
      const to = To.parse(place.to);
      if (only && to.scope !== "personal") return postFor(only.user, place, to, reply);
      const posted = await inAnyForm(reply, (message) => postToAll(place, message, late));
      if (reply.kind === "progress") showTyping(To.parse(posted.place.to));
      return posted;
    });

  const postToAll = async (place: Place, message: Message, late: Late): Promise<Posted> => {
    const to = To.parse(place.to);
    budget.count(conversationOf(to.conversation));
    const activity = await connector.send(to, { ...message, from: to.bot }, (id) => late(postedAt(place, to, id)));
    return postedAt(place, to, activity);
  };

  /** The answer to a POST came late, and by then another one had been made. */
  const removeDuplicate = ({ activity, ...spot }: PostId): void => {
    budget.count(conversationOf(spot.conversation));
    connector.remove(spot, activity).then(
      () => log.warn({ event: "teams.duplicate-removed", activity }, "a message that was posted twice was removed"),
      (thrown: unknown) => {
        log.warn({ event: "teams.duplicate-kept", activity, err: thrown }, "a message was posted twice and stays");
      },
    );
  };

  const postFor = async (user: string, place: Place, to: To, reply: Reply): Promise<Posted> => {
    budget.count(conversationOf(to.conversation));
    const send = (message: Message) => postToOne(to, user, { ...message, from: to.bot });
    return { place, ref: refOf(place.thread, await inAnyForm(reply, send)) };
  };

  /** Beside the message, never before it; whether it is shown does not matter. */
  const showTyping = (spot: Spot): void => {
    budget.count(conversationOf(spot.conversation));
    connector.typing(spot).catch((thrown: unknown) => {
      log.debug(
        { event: "teams.typing-not-shown", code: asProblem(thrown).code },
        "the typing indicator was not shown",
      );
    });
  };

  const edit: ChannelAdapter["edit"] = async (ref, reply) => {
    const { activity, ...spot } = PostId.parse(ref.id);
    const conversation = conversationOf(spot.conversation);
    const wait = reply.kind === "progress" ? budget.wait(conversation) : 0;
    if (wait > 0) throw paceProblem(wait);
    budget.count(conversation);
    try {
      await inAnyForm(reply, (message) => connector.update(spot, activity, message));
    } catch (thrown) {
      throw editProblem(thrown);
    }
  };

  const attach: ChannelAdapter["attach"] = async (place, file, { key }) => {
    for (const [index, message] of pages(file).entries()) {
      await memory.once(`${key}:${index}`, true, (late) => postToAll(place, message, late));
    }
  };

  const form: ChannelAdapter["form"] = async (place, asked, { key }) => {
    await memory.once(key, true, (late) => postToAll(place, formMessage(asked), late));
    return true;
  };

  return { post, edit, attach, form };
};

/** The post that a message has become: in a channel it may be the root of a thread. */
const postedAt = (place: Place, to: To, activity: string): Posted => {
  const rooted = rootedAt(to, activity);
  const there = rooted === to ? place : placeOf(rooted);
  const { serviceUrl, conversation } = rooted;
  return { place: there, ref: refOf(there.thread, { serviceUrl, conversation, activity }) };
};

/** Sends a reply as a card; one of words alone that Teams refuses as a card, as a plain text. */
const inAnyForm = async <T>(reply: Reply, send: (message: Message) => Promise<T>): Promise<T> => {
  try {
    return await send(render(reply));
  } catch (thrown) {
    const isText = reply.kind === "notice" && reply.buttons.length === 0;
    if (!isText || !isAboutContent(asProblem(thrown))) throw thrown;
    return send(plainMessage(reply));
  }
};

/** With the conversation its messages are gone too. */
const editProblem = (thrown: unknown): Problem => {
  const problem = asProblem(thrown);
  if (problem.code !== "teams.gone") return problem;
  return new Problem("post.gone", problem.sentence, { detail: problem.message, cause: problem });
};
