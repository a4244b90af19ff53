import type { Config } from "../../config/config.ts";
import type { SignInSettings } from "../../config/identity-config.ts";
import { asProblem } from "../../errors.ts";
import { openAssertionService, openSignInService } from "../../open/open-sign-in.ts";
import type { ProbeResult } from "../../ports/setup.ts";
import { addressOf } from "./databricks-probes.ts";
import { failedCall } from "./probe-results.ts";

const meanings = {
  service: "asked with the bot's own rights in Databricks, so whoever may ask sees what the bot may see",
  user: "asked with the asker's own rights in Databricks, and only once they have signed in",
  "user-or-service":
    "asked with the asker's own rights in Databricks once they have signed in, until then with the bot's",
} as const;

/** With whose rights the agents are asked, in a sentence for each way, and whether people can sign in. */
export const probeRights = async (config: Config): Promise<ProbeResult[]> => {
  const { agents, identity, jobs } = config;
  const ways = Object.entries(meanings).flatMap(([way, meaning]): ProbeResult[] => {
    const names = agents.filter(({ rights = identity.rights }) => rights === way).map(({ name }) => name);
    if (names.length === 0) return [];
    return [{ state: "ok", what: `${names.join(", ")}: ${meaning} (rights: ${way})` }];
  });
  const own = jobs.filter(({ rights = "service" }) => rights !== "service").map(({ name }) => name);
  if (own.length > 0) ways.push({ state: "ok", what: `${own.join(", ")}: runs are started with people's own rights` });
  return [...ways, ...(await probeSignIn(config))];
};

const probeSignIn = async ({ signIn, databricks }: Config): Promise<ProbeResult[]> => {
  if (!signIn) return [];
  const federation = [...(await probeFederation(databricks.host, signIn)), ...issuerLines(signIn)];
  const service = await openSignInService(databricks.host, signIn);
  // A refresh token that cannot exist: whoever refuses it as dead has accepted the app.
  const refusal = await service.refresh("none").then(() => undefined, asProblem);
  const redirect = new URL("auth/databricks/callback", `${signIn.publicUrl.replace(/\/$/, "")}/`).href;
  if (refusal?.code === "login.ended")
    return [
      ...federation,
      { state: "ok", what: `people sign in by the OAuth app ${signIn.clientId}; its redirect URL must be ${redirect}` },
    ];
  return [...federation, failedCall(refusal, { service: "The sign-in of people", address: addressOf(databricks) })];
};

/** An assertion that nobody made: whoever refuses it answers at the right address. Policies cannot be looked up. */
const probeFederation = async (host: string, signIn: SignInSettings): Promise<ProbeResult[]> => {
  const service = await openAssertionService(host, signIn);
  if (!service) return [];
  const where = signIn.federation?.tokenUrl ?? host;
  const refusal = await service.exchange("none").then(() => undefined, asProblem);
  if (refusal?.code === "login.federation")
    return [
      {
        state: "ok",
        what: `tokens of the directory are exchanged at ${where}; whether its policy fits shows when the first person signs in`,
      },
    ];
  return [failedCall(refusal, { service: "The token exchange of Databricks", address: where })];
};

/** What the policy in Databricks has to say for the people that the bot vouches for. */
const issuerLines = ({ issuer }: SignInSettings): ProbeResult[] =>
  issuer
    ? [
        {
          state: "ok",
          what: `the bot vouches for people of ${issuer.domains.join(", ")}: the federation policy needs the issuer ${issuer.issuer}, the audience ${issuer.audience} and the subject claim sub`,
        },
      ]
    : [];
