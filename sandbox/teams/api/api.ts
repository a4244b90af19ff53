import type { Fault, Traffic } from "../../traffic.ts";
import type { Route, WireReply, WireRequest } from "../../wire.ts";
import type { Counted, Limits } from "../limits.ts";
import type { Login } from "../login/login.ts";
import type { Conversation } from "../seed.ts";
import type { Workspace } from "../workspace.ts";
import { Refusal, refusals, refused } from "./refusal.ts";

/** Path of the Bot Connector, part of the `serviceUrl` of every activity. */
export const SERVICE_PATH = "/teams";

/** One call of the Bot Connector. */
export interface Call {
  method: string;
  /** After the service URL: `/v3/conversations/:conversation/activities`. */
  path: string;
  counted: Counted;
  run(request: WireRequest, teams: Teams): WireReply;
}

/** What the calls work on. */
export interface Teams {
  workspace: Workspace;
  serviceUrl(): string;
}

export interface ApiOptions {
  teams: Teams;
  login: Login;
  limits: Limits;
  traffic: Traffic;
}

/** The routes of the Bot Connector. Token, faults and rate limit come before the call. */
export const apiRoutes = (calls: readonly Call[], options: ApiOptions): Route[] =>
  calls.map((call) => ({
    method: call.method,
    path: SERVICE_PATH + call.path,
    handle: (request) => answer(call, request, options),
  }));

/** The conversation and thread that a path names: `19:…@thread.tacv2;messageid=1700000000000`. */
export const placeOf = ({ workspace }: Teams, given: string): { conversation: Conversation; root: string | null } => {
  const [id = "", suffix] = given.split(";");
  const conversation = workspace.conversation(id);
  if (!conversation) throw refusals.conversation();
  if (conversation.bot !== "installed") throw unreachable[conversation.bot]();
  if (suffix === undefined) return { conversation, root: null };
  const root = /^messageid=(\d+)$/.exec(suffix)?.[1];
  if (!root || conversation.kind !== "channel") throw refusals.malformed("Bad format of conversation ID");
  const post = workspace.find(id, root);
  if (!post || post.root) throw refusals.conversation();
  return { conversation, root };
};

const unreachable = { removed: refusals.roster, blocked: refusals.blocked, disabled: refusals.disabled };

const answer = (call: Call, request: WireRequest, { teams, login, limits, traffic }: ApiOptions): WireReply => {
  if (!login.admits(request)) return unauthorized;
  const fault = traffic.take("teams", ["expired", ...faults.keys()], subjectOf(request));
  if (fault?.kind === "expired") return unauthorized;
  const refusal = fault && faults.get(fault.kind);
  if (refusal) return refused(refusal());
  if (!limits.admits(call.counted, request.params["conversation"] ?? "")) return refused(refusals.busy());
  try {
    return call.run(request, teams);
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
};

const unauthorized: WireReply = {
  status: 401,
  headers: { "www-authenticate": "Bearer" },
  body: { message: "Authorization has been denied for this request." },
};

/** Faults that are answered after the token was checked. */
const faults = new Map<Fault["kind"], () => Refusal>([
  ["permission", refusals.roster],
  ["400", () => refusals.argument("The card cannot be shown.")],
  ["412", refusals.precondition],
  ["413", refusals.size],
  ["502", refusals.gateway],
  ["504", refusals.timeout],
]);

const subjectOf =
  ({ method, path, raw }: WireRequest) =>
  (): string =>
    `${method} ${path} ${raw.toString()}`;
