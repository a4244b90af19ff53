import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { Credentials, Identity } from "../../src/ports/databricks/identity.ts";
import { retry, type Timing, timing } from "../../src/resilience/retry.ts";
import { httpSend } from "../http/send.ts";
import { exchange, workspaceUrl } from "./exchange.ts";
import { isPassing, parseFault } from "./fault.ts";
import { tryJson } from "./json.ts";
import { problemOf } from "./problem.ts";

/** A personal access token, or any other token that is renewed elsewhere. */
export const personalToken = (token: string): Credentials => ({ token: async () => token, forget: () => false });

/** The bot's own credentials for every caller, and none for one who wants to act as somebody else. */
export const serviceIdentity = (credentials: Credentials): Identity => ({
  credentials: async (caller) => {
    if (caller.kind === "person" && caller.as !== undefined) throw Problem.of("login.needed", {});
    return credentials;
  },
});

interface ClientCredentials extends Partial<Timing> {
  host: string;
  clientId: string;
  clientSecret: string;
  fetch?: typeof fetch;
}

/** OAuth client credentials of a service principal: cached, renewed before they expire, one renewal at a time. */
export const clientCredentials = (deps: ClientCredentials): Credentials => {
  const time = timing(deps);
  let grant: Grant | undefined;
  let renewal: Promise<Grant> | undefined;

  const renew = async (): Promise<Grant> => {
    renewal ??= request(deps, time).finally(() => {
      renewal = undefined;
    });
    grant = await renewal;
    return grant;
  };

  return {
    token: async () => {
      if (!grant || time.now() >= grant.endsAt) return (await renew()).token;
      // The token is still good, so nobody waits for the renewal. If it fails, the next call tries again.
      if (time.now() >= grant.renewAt) renew().catch(() => undefined);
      return grant.token;
    },
    forget: (token) => {
      if (grant?.token === token) grant = undefined;
      return true;
    },
  };
};

interface Grant {
  token: string;
  /** Epoch ms. */
  renewAt: number;
  endsAt: number;
}

const renewBeforeMs = 5 * 60_000;

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

const request = (deps: ClientCredentials, time: Timing): Promise<Grant> =>
  retry(() => ask(deps, time), { time, again: isPassing, withinMs: 10_000 }).catch((thrown: unknown) => {
    throw thrown instanceof Problem ? ofTheToken(thrown) : thrown;
  });

/** Hides the fault from the call that needs the token: that call was never sent, and the token was asked for often enough. */
const ofTheToken = (problem: Problem): Problem =>
  new Problem(problem.code, problem.sentence, { retry: problem.retry, detail: problem.detail, cause: problem });

const ask = async (deps: ClientCredentials, time: Timing): Promise<Grant> => {
  const began = time.now();
  const { status, text, retryAfterMs } = await exchange(
    {
      send: deps.fetch ?? httpSend,
      url: new URL("/oidc/v1/token", workspaceUrl(deps.host)),
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${deps.clientId}:${deps.clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials&scope=all-apis",
      timeoutMs: 10_000,
    },
    time.now,
  );
  if (status >= 400 && status < 500 && status !== 429)
    throw refused(status, text.replaceAll(deps.clientSecret, "[hidden]"));
  if (status !== 200) throw problemOf(parseFault(status, text), retryAfterMs);
  const granted = Granted.safeParse(tryJson(text));
  if (!granted.success) throw problemOf({ status, code: "UNEXPECTED_BODY", message: "no access_token in the answer" });
  const lifeMs = granted.data.expires_in * 1_000;
  return {
    token: granted.data.access_token,
    renewAt: began + lifeMs - Math.min(renewBeforeMs, lifeMs / 2),
    endsAt: began + lifeMs,
  };
};

const refused = (status: number, text: string): Problem => {
  const fault = parseFault(status, text);
  const detail = [status, fault.code, fault.message].filter(Boolean).join(" ");
  return Problem.of("databricks.oauth-client", {}, { detail, cause: fault });
};
