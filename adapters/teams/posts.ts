import { asProblem, Problem } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import type { ChannelAdapter } from "../../src/ports/channel.ts";
import type { Place } from "../../src/ports/place.ts";
import type { Reply } from "../../src/ports/reply.ts";
import { conversationOf, PostId, placeOf, refOf, rootedAt, To } from "./address.ts";
import { createBudget } from "./budget.ts";
import { createChats } from "./chats.ts";
import type { Connector, Spot } from "./connector.ts";
import { createMemory } from "./memory.ts";
import { paceProblem } from "./problems.ts";
import { pages } from "./render/attachment.ts";
import { formMessage } from "./render/form.ts";
import { type Message, render } from "./render/render.ts";

export interface PostsDeps {
  connector: Connector;
  log: Log;
  now: () => number;
}

type Posted = Awaited<ReturnType<ChannelAdapter["post"]>>;

/** Messages and files out. */
export const createPosts = ({
  connector,
  log,
  now,
}: PostsDeps): Pick<ChannelAdapter, "post" | "edit" | "attach" | "form"> => {
  const budget = createBudget(now);
  const whisper = createChats(connector);
  const once = createMemory<Posted>(now);

  const post: ChannelAdapter["post"] = (place, reply, how) =>
    once(how.key, how.mayExist, async () => {
      const to = To.parse(place.to);
      if (how.only && to.scope !== "personal") return aside(place, to, reply, how.only.user);
      const posted = await openly(place, render(reply));
      if (reply.kind === "progress") showTyping(To.parse(posted.place.to));
      return posted;
    });

  const openly = async (place: Place, message: Message): Promise<Posted> => {
    const to = To.parse(place.to);
    budget.count(conversationOf(to.conversation));
    const activity = await connector.send(to, { ...message, from: to.bot });
    const rooted = rootedAt(to, activity);
    const there = rooted === to ? place : placeOf(rooted);
    const { serviceUrl, conversation } = rooted;
    return { place: there, ref: refOf(there.thread, { serviceUrl, conversation, activity }) };
  };

  const aside = async (place: Place, to: To, reply: Reply, user: string): Promise<Posted> => {
    budget.count(conversationOf(to.conversation));
    return { place, ref: refOf(place.thread, await whisper(to, user, { ...render(reply), from: to.bot })) };
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
    const room = conversationOf(spot.conversation);
    const wait = reply.kind === "progress" ? budget.wait(room) : 0;
    if (wait > 0) throw paceProblem(wait);
    budget.count(room);
    try {
      await connector.update(spot, activity, render(reply));
    } catch (thrown) {
      throw editProblem(thrown);
    }
  };

  const attach: ChannelAdapter["attach"] = async (place, file, { key }) => {
    for (const [index, page] of pages(file).entries()) {
      await once(`${key}:${index}`, true, () => openly(place, page));
    }
  };

  const form: ChannelAdapter["form"] = async (place, asked, { key }) => {
    await once(key, true, () => openly(place, formMessage(asked)));
    return true;
  };

  return { post, edit, attach, form };
};

/** With the conversation its messages are gone too. */
const editProblem = (thrown: unknown): Problem => {
  const problem = asProblem(thrown);
  if (problem.code !== "teams.gone") return problem;
  return new Problem("post.gone", problem.sentence, { detail: problem.message, cause: problem });
};
