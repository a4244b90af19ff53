import { asProblem } from "../../src/errors.ts";
import type { PostId, To } from "./address.ts";
import type { Address, Connector } from "./connector/connector.ts";
import { isAboutContent } from "./problems.ts";

/** Posts for one person of a group or channel: there, visible to them alone, or else in their personal chat with us. */
type PostToOne = (to: To, user: string, message: object) => Promise<PostId>;

/**
 * Not every tenant and client supports targeted messages. A message that is refused for good goes to the personal chat;
 * delivery repeats the others. https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages
 */
export const createTargetedPosts = (connector: Connector): PostToOne => {
  /** Personal chats, by tenant and user. */
  const chats = new Map<string, string>();

  const postInPlace = async (to: To, user: string, message: object): Promise<PostId> => {
    const address: Address = { ...to, targeted: true };
    const id = to.user?.aadObjectId === user ? to.user.id : ((await memberId(to, user)) ?? user);
    const activity = await connector.send(address, { ...message, recipient: { id } });
    return { serviceUrl: to.serviceUrl, conversation: to.conversation, activity, targeted: true };
  };

  const memberId = async (to: To, user: string): Promise<string | undefined> =>
    user.startsWith("29:") ? user : (await connector.member(to, user))?.id;

  const postInChat = async (to: To, user: string, message: object): Promise<PostId> => {
    const { serviceUrl, tenant, bot } = to;
    const key = `${tenant} ${user}`;
    const conversation = chats.get(key) ?? (await connector.openChat(serviceUrl, { bot, user, tenant }));
    chats.set(key, conversation);
    try {
      return { serviceUrl, conversation, activity: await connector.send({ serviceUrl, conversation }, message) };
    } catch (thrown) {
      if (asProblem(thrown).code === "teams.gone") chats.delete(key);
      throw thrown;
    }
  };

  return async (to, user, message) => {
    try {
      return await postInPlace(to, user, message);
    } catch (thrown) {
      const problem = asProblem(thrown);
      const isNotAboutTargeting =
        problem.retry === "later" || problem.code === "teams.credentials" || isAboutContent(problem);
      if (isNotAboutTargeting) throw thrown;
      return postInChat(to, user, message);
    }
  };
};
