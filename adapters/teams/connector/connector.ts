import { z } from "zod";
import { conversationOf } from "../address.ts";
import { refusalProblem } from "../problems.ts";
import { type ConnectorRequest, createRequests, type RequestDeps } from "./connector-request.ts";

/** The calls of the Bot Connector that we need. */
export interface Connector {
  /**
   * Sends an activity and returns its id. The conversation alone says where it appears; nothing is sent as a reply to
   * another activity. `onLate` gets the id when it arrives after the call was given up.
   */
  send(address: Address, activity: object, onLate?: (id: string) => void): Promise<string>;
  typing(address: Address): Promise<void>;
  update(address: Address, activityId: string, activity: object): Promise<void>;
  remove(address: Address, activityId: string): Promise<void>;
  /** The chat of one person with us. */
  openChat(serviceUrl: string, members: ChatMembers): Promise<string>;
  /** A member by Entra object id or `29:` id; undefined: not a member of this conversation. */
  member(address: Address, id: string): Promise<Member | undefined>;
  /** Members page by page; `next` names the page after this one. */
  members(address: Address, page?: string): Promise<{ members: Member[]; next?: string | undefined }>;
}

/** A conversation, and who sees the message in it. */
export interface Address {
  serviceUrl: string;
  conversation: string;
  /** Visible only to one person. */
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

  const post = (
    { serviceUrl, ...address }: Address,
    body: object,
    onLate?: ConnectorRequest["onLate"],
  ): Promise<unknown> =>
    request({ method: "POST", about: "activities", serviceUrl, path: activitiesPath(address), body, onLate });

  const change = (method: "PUT" | "DELETE", { serviceUrl, ...address }: Address, id: string, body?: object) =>
    request({
      ...{ method, about: "activities", serviceUrl, path: activitiesPath(address, id) },
      ...(body === undefined ? {} : { body }),
    });

  const read = ({ serviceUrl, conversation }: Address, path: string, mayBeMissing = false): Promise<unknown> => {
    const base = `/${encodeURIComponent(conversationOf(conversation))}`;
    return request({ method: "GET", about: "members", serviceUrl, path: `${base}${path}`, mayBeMissing });
  };

  return {
    send: async (address, activity, onLate) => {
      const onLateAnswer = onLate && ((answer: unknown) => void idsIn(answer).map(onLate));
      const [id] = idsIn(await post(address, activity, onLateAnswer));
      return id ?? failWithoutId("activities");
    },
    typing: async (address) => void (await post(address, { type: "typing" })),
    update: async (address, id, activity) => void (await change("PUT", address, id, activity)),
    remove: async (address, id) => void (await change("DELETE", address, id)),
    openChat: async (serviceUrl, { bot, user, tenant }) => {
      const channelData = { tenant: { id: tenant } };
      const body = { isGroup: false, bot, members: [{ id: user }], tenantId: tenant, channelData };
      const [id] = idsIn(await request({ method: "POST", about: "conversations", serviceUrl, path: "", body }));
      return id ?? failWithoutId("conversations");
    },
    member: async (address, id) =>
      Member.safeParse(await read(address, `/members/${encodeURIComponent(id)}`, true)).data,
    members: async (address, page) => {
      const query = new URLSearchParams({ pageSize: "500", ...(page ? { continuationToken: page } : {}) });
      const { members, continuationToken: next } = Page.parse(await read(address, `/pagedmembers?${query}`));
      return { members, next };
    },
  };
};

const idsIn = (answer: unknown): string[] => {
  const named = Named.safeParse(answer).data;
  return named ? [named.id] : [];
};

const failWithoutId = (about: string): never => {
  throw refusalProblem({ request: { method: "POST", about }, status: 200, code: "an answer without id" });
};

const activitiesPath = ({ conversation, targeted }: Omit<Address, "serviceUrl">, id?: string): string => {
  const path = `/${encodeURIComponent(conversation)}/activities${id === undefined ? "" : `/${encodeURIComponent(id)}`}`;
  return targeted ? `${path}?isTargetedActivity=true` : path;
};
