import { z } from "zod";
import { isClosing, Problem } from "../../../src/errors.ts";
import type { Log } from "../../../src/logging/log.ts";
import type { HttpRequest, HttpResponse } from "../../../src/ports/chat/http.ts";
import type { Accept } from "../../../src/ports/chat/inbound.ts";
import { voteForm } from "../../../src/reply/answer/votes.ts";
import { wordsIn } from "../../../src/reply/words/words.ts";
import { tenantOf } from "../address.ts";
import { dialog } from "../render/form.ts";
import { Activity, Envelope } from "./activity.ts";
import { departureOf } from "./departure.ts";
import { inboundOf } from "./parse.ts";
import { fetchedVote } from "./reaction.ts";
import type { Claims, TokenCheck } from "./token-check.ts";

export interface IntakeDeps {
  /** Undefined: activities are believed without a token. For development on a loopback address only. */
  check: TokenCheck | undefined;
  isTrusted(serviceUrl: string): boolean;
  /** The answer to an invoke by which Teams itself signs somebody in; absent: it signs nobody in. */
  signIn: ((activity: Activity) => Promise<HttpResponse | undefined>) | undefined;
  /** In lower case. Undefined: every tenant may write to us. */
  tenants: readonly string[] | undefined;
  log: Log;
}

/** Receives activities. Each act is stored before Teams gets its answer. */
export interface Intake {
  receive(request: HttpRequest, accept: Accept): Promise<HttpResponse>;
  refuse(headers: HttpRequest["headers"]): HttpResponse | undefined;
  /** Fetches the keys of the connector. */
  open(): Promise<void>;
}

/** Reads the cheapest part of a request first: the token, then the envelope of the activity, then its content. */
export const createIntake = (deps: IntakeDeps): Intake => {
  const { check, isTrusted, tenants, log } = deps;
  /** Whether the last fetch of the keys failed. Failures in a row are logged once. */
  let areKeysAway = false;

  const receive: Intake["receive"] = async ({ headers, body }, accept) => {
    const claims = await verified(headers["authorization"]);
    if (claims === "unknown") return { status: 503, body: "cannot verify now, please deliver again" };
    if (!claims) return unauthorized;
    const envelope = Envelope.safeParse(json(body)).data;
    if (!envelope) return unreadable;
    const { serviceUrl } = envelope;
    if (!isTrusted(serviceUrl) || (claims !== "anyone" && claims.serviceurl !== serviceUrl)) return unauthorized;
    if (!wanted.has(envelope.type)) return { status: 200 };
    const activity = Activity.safeParse(envelope);
    if (!activity.success) {
      log.warn({ event: "teams.activity-not-read", type: envelope.type, fields: wrong(activity.error) }, unread);
      return unreadable;
    }
    if (tenants && !tenants.includes(tenantOf(activity.data))) return { status: 403, body: "not our tenant" };
    return (await deps.signIn?.(activity.data)) ?? store(activity.data, accept, deps);
  };

  const verified = async (authorization: string | undefined): Promise<Claims | "anyone" | "unknown" | undefined> => {
    if (!check) return "anyone";
    try {
      const claims = await check.claims(authorization);
      areKeysAway = false;
      return claims;
    } catch (thrown) {
      if (!areKeysAway) log.error({ event: "teams.keys-not-fetched", err: thrown }, keysAway);
      areKeysAway = true;
      return "unknown";
    }
  };

  const open: Intake["open"] = async () => {
    try {
      await check?.prepare();
    } catch (thrown) {
      throw keysProblem(thrown);
    }
  };

  const refuse: Intake["refuse"] = ({ authorization }) =>
    !check || check.isPlausible(authorization) ? undefined : unauthorized;

  return { receive, refuse, open };
};

const unread = "an activity from Teams has another form than expected, so nothing was done about it";
const keysAway = "the Bot Connector's keys cannot be fetched, so messages from Teams cannot be verified";

/** Types of activities that may be an act of a person. */
const wanted = new Set(["message", "invoke", "conversationUpdate", "installationUpdate"]);

const unauthorized: HttpResponse = { status: 401, body: "the token is not one of the Bot Connector for this bot" };
const unreadable: HttpResponse = { status: 400, body: "not an activity of Teams" };

const wrong = ({ issues }: z.ZodError): string[] => issues.map(({ path }) => path.join("."));

const store = async (activity: Activity, accept: Accept, { log }: IntakeDeps): Promise<HttpResponse> => {
  try {
    const inbound = departureOf(activity) ?? inboundOf(activity);
    if (inbound) await accept(inbound);
    return activity.type === "invoke" ? invoked(activity, inbound !== undefined) : { status: 200 };
  } catch (thrown) {
    log[isClosing(thrown) ? "info" : "error"](
      { event: "teams.not-stored", err: thrown },
      "a message or click from Teams could not be stored; Teams will deliver it again",
    );
    return { status: 503, body: "not stored, please deliver again" };
  }
};

/** An invoke is answered in the response. An unknown one gets no HTTP error, because Teams would repeat it. */
const invoked = (activity: Activity, isStored: boolean): HttpResponse => {
  const body = answerTo(activity, isStored);
  return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(body) };
};

const answerTo = (activity: Activity, isStored: boolean): object => {
  if (activity.name === "adaptiveCard/action") return isStored ? received(activity) : unknownAction(activity);
  const vote = fetchedVote(activity);
  return vote ? dialog(voteForm(vote, "", activity.locale || undefined)) : {};
};

/** The card stays as it is; an edit shows later what the click did. */
const received = (activity: Activity) => ({
  statusCode: 200,
  type: "application/vnd.microsoft.activity.message",
  value: noticesFor(activity).moment,
});

const unknownAction = (activity: Activity) => ({
  statusCode: 400,
  type: "application/vnd.microsoft.error",
  value: { code: "BadRequest", message: noticesFor(activity).deadButton },
});

const noticesFor = ({ locale }: Activity) => wordsIn(locale || undefined).notices;

const Body = z.record(z.string(), z.unknown());

const json = (body: Buffer): Record<string, unknown> | undefined => {
  try {
    return Body.safeParse(JSON.parse(body.toString())).data;
  } catch {
    return undefined;
  }
};

const keysProblem = (cause: unknown): Problem =>
  Problem.of(
    "teams.keys",
    {},
    { retry: "later", detail: cause instanceof Error ? cause.message : String(cause), cause },
  );
