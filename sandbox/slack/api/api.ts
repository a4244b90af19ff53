import type { Fault, Traffic } from "../../traffic.ts";
import type { Route, WireReply, WireRequest } from "../../wire.ts";
import type { Limits } from "../limits.ts";
import { SCOPES, SLACK_APP_TOKEN, SLACK_BOT_TOKEN } from "../seed.ts";
import type { Method, Slack } from "./method.ts";
import { Refusal } from "./refusal.ts";

export interface ApiOptions {
  slack: Slack;
  limits: Limits;
  traffic: Traffic;
}

/** The routes of the Web API. Token, faults and rate limit are checked before the method runs. */
export const apiRoutes = (methods: readonly Method[], options: ApiOptions): Route[] =>
  methods.map((method) => ({
    method: "POST",
    path: `/api/${method.name}`,
    handle: (request) => answer(method, request, options),
  }));

export const limited = (seconds: number): WireReply => ({
  status: 429,
  headers: { "retry-after": String(seconds) },
  body: { ok: false, error: "ratelimited" },
});

const answer = (method: Method, request: WireRequest, { slack, limits, traffic }: ApiOptions): WireReply => {
  const args = argumentsOf(request);
  const bad = badToken(method, request, args) ?? uninstalled(slack) ?? fault(traffic, method, request);
  if (bad) return refused(bad);
  const wait = limits.wait(method.name, method.tier, String(args["channel"] ?? ""));
  if (wait > 0) return limited(wait);
  try {
    return { status: 200, headers, body: { ok: true, ...method.run(args, slack) } };
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
};

const headers = { "x-oauth-scopes": SCOPES.join(","), "x-accepted-oauth-scopes": "" };

const argumentsOf = (request: WireRequest): Record<string, unknown> => ({
  ...Object.fromEntries(request.query),
  ...(typeof request.body === "object" && request.body !== null ? request.body : {}),
});

const badToken = (method: Method, request: WireRequest, args: Record<string, unknown>): Refusal | undefined => {
  const given = request.headers.authorization?.replace(/^Bearer /, "") ?? args["token"];
  const right = method.token === "app" ? SLACK_APP_TOKEN : SLACK_BOT_TOKEN;
  if (given === right) return undefined;
  if (!given) return new Refusal("not_authed");
  const other = given === SLACK_APP_TOKEN || given === SLACK_BOT_TOKEN;
  return new Refusal(other ? "not_allowed_token_type" : "invalid_auth");
};

const uninstalled = ({ workspace }: Slack): Refusal | undefined =>
  workspace.isInstalled() ? undefined : new Refusal("account_inactive");

const fault = (traffic: Traffic, method: Method, request: WireRequest): Refusal | undefined => {
  const subject = () => `POST ${request.path} ${request.raw.toString()}`;
  const found: Fault | undefined = traffic.take("slack", ["expired", "permission", "refused"], subject);
  return found && new Refusal(codeOf(found), [`[ERROR] ${method.name}`]);
};

const codeOf = ({ kind, code }: Fault): string => {
  if (kind === "refused") return code ?? "internal_error";
  return kind === "expired" ? "token_expired" : "missing_scope";
};

const refused = ({ code, details }: Refusal): WireReply => ({
  status: 200,
  headers,
  body: {
    ok: false,
    error: code,
    ...(code === "missing_scope" ? { needed: "chat:write", provided: "commands" } : {}),
    ...(details.length > 0
      ? {
          errors: details.map((line) => line.replace("[ERROR] ", "")),
          response_metadata: { messages: details },
        }
      : {}),
  },
});
