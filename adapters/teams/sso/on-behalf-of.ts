import { z } from "zod";
import { oneOf, withoutEnd } from "../../../src/text/scan.ts";

/*
 * Entra on-behalf-of: the token that a person has for the bot becomes one for Azure Databricks.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */

interface OnBehalfOfDeps {
  appId: string;
  appPassword: string;
  tenant: string;
  loginUrl: string;
}

/** `consent`: the person has to agree first, which they do in the window behind the card's button. */
export type OnBehalfOf =
  | { state: "given"; token: string; lastsMs: number }
  | { state: "consent" }
  | { state: "refused"; detail: string };

/** Azure Databricks as Entra knows it, in every Azure cloud. */
const databricks = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default";

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const Denied = z
  .object({ error: z.string(), error_codes: z.array(z.number()), suberror: z.string() })
  .partial()
  .catch({});

export const onBehalfOf = async (
  { appId, appPassword, tenant, loginUrl }: OnBehalfOfDeps,
  assertion: string,
): Promise<OnBehalfOf> => {
  const form = {
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    requested_token_use: "on_behalf_of",
    ...{ client_id: appId, client_secret: appPassword, assertion, scope: databricks },
  };
  const response = await fetch(`${withoutEnd(loginUrl, oneOf("/"))}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "error",
    signal: AbortSignal.timeout(8_000),
  });
  const body: unknown = await response.json().catch(() => undefined);
  const granted = response.ok ? Granted.safeParse(body).data : undefined;
  if (granted) return { state: "given", token: granted.access_token, lastsMs: granted.expires_in * 1_000 };
  const { error = "", error_codes = [], suberror } = Denied.parse(body);
  // 65001: nobody has agreed that the bot may use Azure Databricks for this person.
  if (suberror === "consent_required" || error === "interaction_required" || error_codes.includes(65_001))
    return { state: "consent" };
  return {
    state: "refused",
    detail: `HTTP ${response.status} ${/^\w{1,40}$/.test(error) ? error : ""} ${error_codes}`,
  };
};
