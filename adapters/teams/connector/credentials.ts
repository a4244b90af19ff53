import { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import { oneOf, withoutEnd } from "../../../src/text/scan.ts";
import { managedIdentity } from "./sdk.ts";

interface CredentialsDeps {
  appId: string;
  appPassword?: string | undefined;
  appType: "MultiTenant" | "SingleTenant" | "UserAssignedMSI";
  tenantId?: string | undefined;
  loginUrl: string;
  /** The tenant in which a multi-tenant bot gets its tokens. */
  loginTenant: string;
  /** Audience of the token. */
  audience: string;
  now: () => number;
}

export interface Credentials {
  /** A valid token; undefined without an identity. Refused: Problem `teams.credentials`. */
  token(): Promise<string | undefined>;
  /** Drops a token that the service refused. */
  forget(token: string): void;
}

/** The bot's identity for calls to the Bot Connector. */
export const createCredentials = (deps: CredentialsDeps): Credentials => {
  if (!deps.appId) return { token: async () => undefined, forget: () => {} };
  if (deps.appType === "UserAssignedMSI") return ofManagedIdentity(deps);
  return ofSecret(deps);
};

const ofManagedIdentity = ({ appId, audience }: CredentialsDeps): Credentials => {
  let source: Promise<() => Promise<string>> | undefined;
  const token = async (): Promise<string> => {
    source ??= managedIdentity(appId, audience);
    try {
      return await (await source)();
    } catch (thrown) {
      throw refused("the managed identity gave no token", thrown);
    }
  };
  return { token, forget: () => {} };
};

const renewBeforeMs = 5 * 60_000;

/**
 * Client credentials by plain OAuth. MSAL, which the SDK uses, adds a tenth of a second to every start and picks its own
 * addresses. The token is cached and renewed before it expires, by one request at a time.
 */
const ofSecret = (deps: CredentialsDeps): Credentials => {
  let grant: Grant | undefined;
  let renewal: Promise<Grant> | undefined;
  const renew = async (): Promise<Grant> => {
    renewal ??= request(deps).finally(() => {
      renewal = undefined;
    });
    grant = await renewal;
    return grant;
  };
  return {
    token: async () => (grant && grant.renewAt > deps.now() ? grant : await renew()).token,
    forget: (token) => {
      if (grant?.token === token) grant = undefined;
    },
  };
};

interface Grant {
  token: string;
  /** Epoch ms. */
  renewAt: number;
}

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const Denied = z
  .object({ error: z.string(), error_codes: z.array(z.number()) })
  .partial()
  .catch({});

const request = async (deps: CredentialsDeps): Promise<Grant> => {
  const began = deps.now();
  const response = await ask(deps);
  const body: unknown = await response.json().catch(() => undefined);
  const granted = Granted.safeParse(body).data;
  if (response.ok && granted) {
    const lifeMs = granted.expires_in * 1_000;
    return { token: granted.access_token, renewAt: began + lifeMs - Math.min(renewBeforeMs, lifeMs / 2) };
  }
  const { error, error_codes } = Denied.parse(body);
  const detail = `HTTP ${response.status} ${error ?? ""} ${error_codes ?? ""}`;
  throw response.status >= 500 || response.status === 429 ? unreachable(detail) : refused(detail);
};

const ask = async ({
  appId,
  appPassword,
  appType,
  tenantId,
  loginUrl,
  loginTenant,
  audience,
}: CredentialsDeps): Promise<Response> => {
  const tenant = appType === "MultiTenant" ? loginTenant : (tenantId ?? "");
  const form = {
    grant_type: "client_credentials",
    client_id: appId,
    client_secret: appPassword ?? "",
    scope: `${audience}/.default`,
  };
  try {
    return await fetch(`${withoutEnd(loginUrl, oneOf("/"))}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(10_000),
    });
  } catch (thrown) {
    throw unreachable("no answer", thrown);
  }
};

const refused = (detail: string, cause?: unknown): Problem => Problem.of("teams.credentials", {}, { detail, cause });

const unreachable = (detail: string, cause?: unknown): Problem =>
  Problem.of("teams.down", {}, { retry: "later", detail: `login: ${detail}`, cause });
