import { z } from "zod";
import { conversationOf } from "./address.ts";
import { type ConnectorRequest, createRequests, type RequestDeps } from "./connector-request.ts";
import { refusalProblem } from "./problems.ts";

/** The few calls of the Bot Connector that we need. */
export interface Connector {
  /**
   * Sends an activity, never as a reply to another one: the conversation says where it appears. Returns its id. `late`
   * hears the id when it comes only after the call was given up.
   */
  send(spot: Spot, activity: object, late?: (id: string) => void): Promise<string>;
  typing(spot: Spot): Promise<void>;
  update(spot: Spot, activityId: string, activity: object): Promise<void>;
  remove(spot: Spot, activityId: string): Promise<void>;
  /** The chat of one person with us. */
  openChat(serviceUrl: string, members: ChatMembers): Promise<string>;
  /** A member by Entra object id or `29:` id; undefined: not one of this conversation. */
  member(spot: Spot, id: string): Promise<Member | undefined>;
  /** Members page by page; `next` names the page after this one. */
  members(spot: Spot, page?: string): Promise<{ members: Member[]; next?: string | undefined }>;
}

/** Where a message is or goes. */
export interface Spot {
  serviceUrl: string;
  conversation: string;
  /** Seen by one person alone. */
  targeted?: boolean | undefined;
}

interface ChatMembers {
  bot: { id: string };
  user: string;
  tenant: string;
}

const text = z.string().optional().catch(undefined);
const lowerCase = z.string().toLowerCase().optional().catch(undefined);

const Member = z.object({
  /** `29:…` */
  id: z.string().min(1),
  /** Where the account lives. */
  tenantId: lowerCase,
  /** `user`, `guest` or `anonymous`. */
  userRole: lowerCase,
  userPrincipalName: text,
});
export type Member = z.infer<typeof Member>;

const Page = z.object({ members: z.array(Member), continuationToken: text });
const Named = z.object({ id: z.string().min(1) });

export const createConnector = (deps: RequestDeps): Connector => {
  const request = createRequests(deps);

  const post = ({ serviceUrl, ...spot }: Spot, body: object, late?: ConnectorRequest["late"]): Promise<unknown> =>
    request({ method: "POST", about: "activities", serviceUrl, path: activitiesPath(spot), body, late });

  const change = (method: "PUT" | "DELETE", { serviceUrl, ...spot }: Spot, id: string, body?: object) =>
    request({
      ...{ method, about: "activities", serviceUrl, path: activitiesPath(spot, id) },
      ...(body === undefined ? {} : { body }),
    });

  const read = ({ serviceUrl, conversation }: Spot, path: string, mayBeMissing = false): Promise<unknown> => {
    const base = `/${encodeURIComponent(conversationOf(conversation))}`;
    return request({ method: "GET", about: "members", serviceUrl, path: `${base}${path}`, mayBeMissing });
  };

  return {
    send: async (spot, activity, late) => {
      const heard = late && ((answer: unknown) => void idsIn(answer).map(late));
      const [id] = idsIn(await post(spot, activity, heard));
      return id ?? nameless("activities");
    },
    typing: async (spot) => void (await post(spot, { type: "typing" })),
    update: async (spot, id, activity) => void (await change("PUT", spot, id, activity)),
    remove: async (spot, id) => void (await change("DELETE", spot, id)),
    openChat: async (serviceUrl, { bot, user, tenant }) => {
      const channelData = { tenant: { id: tenant } };
      const body = { isGroup: false, bot, members: [{ id: user }], tenantId: tenant, channelData };
      const [id] = idsIn(await request({ method: "POST", about: "conversations", serviceUrl, path: "", body }));
      return id ?? nameless("conversations");
    },
    member: async (spot, id) => Member.safeParse(await read(spot, `/members/${encodeURIComponent(id)}`, true)).data,
    members: async (spot, page) => {
      const query = new URLSearchParams({ pageSize: "500", ...(page ? { continuationToken: page } : {}) });
      const { members, continuationToken: next } = Page.parse(await read(spot, `/pagedmembers?${query}`));
      return { members, next };
    },
  };
};

const idsIn = (answer: unknown): string[] => {
  const named = Named.safeParse(answer).data;
  return named ? [named.id] : [];
};

const nameless = (about: string): never => {
  throw refusalProblem({ request: { method: "POST", about }, status: 200, code: "an answer without id" });
};

const activitiesPath = ({ conversation, targeted }: Omit<Spot, "serviceUrl">, id?: string): string => {
  const path = `/${encodeURIComponent(conversation)}/activities${id === undefined ? "" : `/${encodeURIComponent(id)}`}`;
  return targeted ? `${path}?isTargetedActivity=true` : path;
};
