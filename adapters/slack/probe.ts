import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { ProbeResult } from "../../src/ports/setup.ts";
import { scopes } from "./api-permissions.ts";

interface SlackProbe {
  botToken: string;
  appToken: string | undefined;
  apiUrl: string | undefined;
}

/** Tries the tokens and compares the scopes with those that the bot needs. */
export const probeSlack = async ({ botToken, appToken, apiUrl }: SlackProbe): Promise<ProbeResult[]> => {
  const [bot, app] = await Promise.all([
    ask(apiUrl, "auth.test", botToken),
    appToken ? ask(apiUrl, "apps.connections.open", appToken) : undefined,
  ]);
  return [...botResults(bot), ...(app ? [appResult(app)] : [])];
};

const botResults = ({ answer, granted }: Asked): ProbeResult[] => {
  if (!answer.ok) {
    const advice = "Copy the Bot User OAuth Token from OAuth & Permissions of the Slack app into SLACK_BOT_TOKEN.";
    return [{ state: "failed", what: `Slack refuses SLACK_BOT_TOKEN: ${answer.error}`, advice }];
  }
  const connected: ProbeResult = { state: "ok", what: `Slack: workspace ${answer.team} as ${answer.user}` };
  const missing = scopes.filter((scope) => !granted.has(scope));
  if (missing.length === 0) return [connected, { state: "ok", what: `Slack: every scope is granted. ${unseen}` }];
  const advice = "Update the app from manifests/slack.json and install it again.";
  return [connected, { state: "failed", what: `Slack: missing scopes ${missing.join(", ")}`, advice }];
};

/** What an app has set besides its scopes: no method tells a bot. */
const unseen =
  "Slack doesn't show events, the Home tab and shortcuts to the bot; they are those of manifests/slack.json if the Home tab shows something";

const appResult = ({ answer }: Asked): ProbeResult => {
  if (answer.ok) return { state: "ok", what: "Slack: Socket Mode works" };
  const advice =
    "Create an app-level token with the scope connections:write (Basic Information), put it into SLACK_APP_TOKEN, and switch Socket Mode on in the app's settings.";
  return { state: "failed", what: `Slack refuses SLACK_APP_TOKEN: ${answer.error}`, advice };
};

const Answer = z.object({
  ok: z.boolean(),
  error: z.string().default("no reason given"),
  team: z.string().default("?"),
  user: z.string().default("?"),
});

interface Asked {
  answer: z.infer<typeof Answer>;
  granted: ReadonlySet<string>;
}

/** One call without the SDK, which does not show the header that lists the scopes. */
const ask = async (apiUrl = "https://slack.com/api/", method: string, token: string): Promise<Asked> => {
  const url = new URL(method, apiUrl.endsWith("/") ? apiUrl : `${apiUrl}/`);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    });
    const scopesGranted = (response.headers.get("x-oauth-scopes") ?? "").split(",").map((scope) => scope.trim());
    const answer = Answer.safeParse(await response.json().catch(() => undefined)).data;
    return {
      answer: answer ?? Answer.parse({ ok: false, error: `HTTP ${response.status}` }),
      granted: new Set(scopesGranted),
    };
  } catch (cause) {
    throw unreachable(url, cause);
  }
};

const unreachable = (url: URL, cause: unknown): Problem =>
  new Problem(
    "slack.down",
    `${url.host} (Slack) can't be reached from here. Check the network, any proxy, and SLACK_API_URL if it is set.`,
    {
      retry: "later",
      cause,
    },
  );
