import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { AssertionService } from "../../src/ports/databricks/sign-in.ts";
import { type Timing, timing } from "../../src/resilience/retry.ts";
import { httpSend } from "../http/send.ts";
import { exchange, workspaceUrl } from "./exchange.ts";
import { parseFault } from "./fault.ts";
import { tryJson } from "./json.ts";

export interface FederationDeps extends Partial<Timing> {
  host: string;
  /** The token endpoint of the account, where it is not the workspace's. */
  tokenUrl?: string | undefined;
  scopes: string;
  fetch?: typeof fetch;
}

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/**
 * OAuth token exchange (RFC 8693) by an account federation policy. No client_id is sent: it would choose the policy of a
 * service principal. There is no refresh token, and the token ends with the assertion.
 * https://docs.databricks.com/aws/en/dev-tools/auth/oauth-federation-exchange
 */
export const createFederation = (deps: FederationDeps): AssertionService => {
  const time = timing(deps);
  const url = new URL(deps.tokenUrl ?? new URL("/oidc/v1/token", workspaceUrl(deps.host)));
  return {
    exchange: async (assertion) => {
      const form = {
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        ...{ subject_token: assertion, scope: deps.scopes },
      };
      const { status, text } = await exchange(
        {
          ...{ send: deps.fetch ?? httpSend, url, method: "POST", timeoutMs: 6_000 },
          headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams(form).toString(),
        },
        time.now,
      );
      const granted = status === 200 ? Granted.safeParse(tryJson(text)).data : undefined;
      if (granted) return { access: granted.access_token, lastsMs: granted.expires_in * 1_000 };
      // Only the code is kept: the description may repeat what was sent.
      const { code } = parseFault(status, text);
      const detail = `${status} ${/^\w{1,40}$/.test(code) ? code : ""}`.trim();
      if (status >= 500 || status === 429) throw Problem.of("login.unavailable", {}, { retry: "later", detail });
      throw Problem.of("login.federation", {}, { detail });
    },
  };
};
