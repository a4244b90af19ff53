import { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import type { Log } from "../../../src/log.ts";
import type { HttpRequest, HttpResponse } from "../../../src/ports/http.ts";
import type { Accept } from "../../../src/ports/inbound.ts";
import { tenantOf } from "../address.ts";
import type { TokenCheck } from "../sdk.ts";
import { Activity } from "./activity.ts";
import { inboundOf } from "./parse.ts";

export interface IntakeDeps {
  /** Undefined: activities are believed without a token. For development on a loopback address only. */
  check: TokenCheck | undefined;
  isTrusted(serviceUrl: string): boolean;
  /** Undefined: every tenant may write to us. */
  tenants: readonly string[] | undefined;
  log: Log;
}

/** The Bot Connector's acts, each stored before Teams hears that it arrived. */
export interface Intake {
  receive(request: HttpRequest, accept: Accept): Promise<HttpResponse>;
  /** Fetches the keys of the connector. */
  open(): Promise<void>;
}

export const createIntake = (deps: IntakeDeps): Intake => {
  const { check, log } = deps;

  const receive: Intake["receive"] = async (request, accept) => {
    const activity = Activity.safeParse(json(request.body)).data;
    if (!activity) return { status: 400, body: "not an activity of Teams" };
    try {
      if (!(await isGenuine(deps, activity, request.headers["authorization"]))) return unauthorized;
    } catch (thrown) {
      log.error(
        { event: "teams.keys-not-fetched", err: thrown },
        "the Bot Connector's keys cannot be fetched, so nothing from Teams can be verified",
      );
      return { status: 503, body: "cannot verify now, please deliver again" };
    }
    if (deps.tenants && !deps.tenants.includes(tenantOf(activity))) return { status: 403, body: "not our tenant" };
    return store(activity, accept, log);
  };

  const open: Intake["open"] = async () => {
    try {
      await check?.prepare();
    } catch (thrown) {
      throw keysProblem(thrown);
    }
  };

  return { receive, open };
};

const unauthorized: HttpResponse = { status: 401, body: "the token is not one of the Bot Connector for this bot" };

const isGenuine = async (
  { check, isTrusted }: IntakeDeps,
  { serviceUrl, channelId }: Activity,
  authorization: string | undefined,
): Promise<boolean> => {
  if (!isTrusted(serviceUrl)) return false;
  if (!check) return true;
  const claims = authorization ? await check.claims(authorization, channelId) : undefined;
  return claims?.serviceurl === serviceUrl;
};

const store = async (activity: Activity, accept: Accept, log: Log): Promise<HttpResponse> => {
  try {
    const inbound = inboundOf(activity);
    if (inbound) await accept(inbound);
    return activity.type === "invoke" ? invoked(activity, inbound !== undefined) : { status: 200 };
  } catch (thrown) {
    log.error(
      { event: "teams.not-stored", err: thrown },
      "an act from Teams could not be stored; Teams will deliver it again",
    );
    return { status: 503, body: "not stored, please deliver again" };
  }
};

/** An invoke wants its answer in the response; one that we do not know is refused without an error, or it comes again. */
const invoked = ({ name }: Activity, isStored: boolean): HttpResponse => {
  const body = name === "adaptiveCard/action" ? (isStored ? received : unknownAction) : {};
  return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(body) };
};

/** The card stays as it is: what the click does is shown in it by an edit, or why it does nothing to who clicked. */
const received = { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: "One moment" };

const unknownAction = {
  statusCode: 400,
  type: "application/vnd.microsoft.error",
  value: { code: "BadRequest", message: "This button is not one of mine any more." },
};

const Body = z.record(z.string(), z.unknown());

const json = (body: Buffer): Record<string, unknown> | undefined => {
  try {
    return Body.safeParse(JSON.parse(body.toString())).data;
  } catch {
    return undefined;
  }
};

const keysProblem = (cause: unknown): Problem =>
  new Problem(
    "teams.keys",
    "The Bot Connector's keys cannot be fetched, so messages from Teams cannot be verified. Check MICROSOFT_OPENID_METADATA_URL and that this machine may reach it.",
    { retry: "later", detail: cause instanceof Error ? cause.message : String(cause), cause },
  );
