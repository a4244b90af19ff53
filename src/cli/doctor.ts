import { type Config, ConfigError, type JobConfig, loadConfig } from "../config/config.ts";
import { asProblem, describeError } from "../errors.ts";
import { silent } from "../log.ts";
import { openDatabricks, openJobs, openModel, openProbes, openStores, openTeams } from "../open.ts";
import { bot } from "../ports/identity.ts";
import type { JobInfo } from "../ports/jobs.ts";

/*
 * `npm run doctor`: tries every credential, scope and right that the bot needs, and says what to do about each that is
 * missing. Changes nothing outside.
 */

type Finding = { ok: boolean; what: string; mend?: string };
type Examine = () => Promise<Finding[]>;

/** Runs every check, prints a line each, and returns how many failed. */
export const doctor = async (config: Config, print: (line: string) => void): Promise<number> => {
  let failures = 0;
  for (const examine of [
    () => stores(config),
    () => databricks(config),
    () => jobs(config),
    () => model(config),
    () => slack(config),
    () => teams(config),
  ] satisfies Examine[]) {
    for (const { ok, what, mend } of await caught(examine)) {
      print(`${ok ? "ok  " : "FAIL"}  ${what}${mend ? `\n      ${mend}` : ""}`);
      if (!ok) failures += 1;
    }
  }
  print(failures === 0 ? "Everything that the bot needs is there." : `${failures} to mend.`);
  return failures;
};

const caught = async (examine: Examine): Promise<Finding[]> => {
  try {
    return await examine();
  } catch (thrown) {
    const { sentence, message } = asProblem(thrown);
    return [{ ok: false, what: sentence, mend: message }];
  }
};

const stores = async (config: Config): Promise<Finding[]> => {
  const opened = await openStores(config, silent);
  await opened.ping();
  await opened.close(0);
  return [{ ok: true, what: config.redisUrl ? "Redis answers" : `SQLite can be written in ${config.dataDir}` }];
};

const databricks = async (config: Config): Promise<Finding[]> => {
  const [{ http }, { canSeeSpace, whoAmI }] = await Promise.all([openDatabricks(config, silent), openProbes()]);
  const me = await whoAmI(http);
  const spaces = await Promise.all(
    config.agents.map(async ({ name, space }): Promise<Finding> => {
      const found = await canSeeSpace(http, space);
      return found
        ? { ok: true, what: `agent ${name}: Genie space “${found.title}”` }
        : {
            ok: false,
            what: `agent ${name}: the Genie space ${space} does not exist or is not shared with ${me.displayName}`,
            mend: "Share the space with this identity (Can Run), and grant CAN USE on its warehouse and SELECT on its tables.",
          };
    }),
  );
  return [{ ok: true, what: `Databricks: ${config.databricks.host} as ${me.displayName}` }, ...spaces];
};

const jobs = async (config: Config): Promise<Finding[]> => {
  const opened = await openJobs(await openDatabricks(config, silent), silent);
  return Promise.all(
    config.jobs.map((job) => caught(async () => [examined(job, await opened.describe(job.job_id, bot))])),
  ).then((found) => found.flat());
};

/** What a job's definition says about its entry in the configuration. */
const examined = ({ name, parameters }: JobConfig, info: JobInfo): Finding => {
  const own = info.parameters.map((parameter) => parameter.name);
  const unknown = own.length > 0 ? Object.keys(parameters).filter((parameter) => !own.includes(parameter)) : [];
  if (unknown.length === 0) return { ok: true, what: `job ${name}: “${info.name}”` };
  const what = `job ${name}: “${info.name}” has no parameter ${unknown.join(", ")}`;
  return { ok: false, what, mend: `It has ${own.join(", ")}. Correct the job's parameters in concierge.yaml.` };
};

const model = async (config: Config): Promise<Finding[]> => {
  const opened = await openModel(config, await openDatabricks(config, silent));
  if (!opened) return [{ ok: true, what: "no language model: keywords choose the agents" }];
  await opened.text([{ role: "user", content: "Say OK." }], () => undefined);
  return [{ ok: true, what: `language model ${opened.name} answers` }];
};

const slack = async ({ slack: settings }: Config): Promise<Finding[]> => {
  if (!settings) return [{ ok: true, what: "Slack is off" }];
  const response = await fetch(new URL("auth.test", settings.apiUrl ?? "https://slack.com/api/"), {
    method: "POST",
    headers: { authorization: `Bearer ${settings.botToken}` },
  });
  const answer = (await response.json()) as { ok?: boolean; error?: string; team?: string; user?: string };
  if (!answer.ok) {
    const mend = "Copy the Bot User OAuth Token from OAuth & Permissions of the Slack app into SLACK_BOT_TOKEN.";
    return [{ ok: false, what: `Slack refuses the bot token: ${answer.error ?? response.status}`, mend }];
  }
  const granted = new Set((response.headers.get("x-oauth-scopes") ?? "").split(",").map((scope) => scope.trim()));
  const { slackScopes } = await openProbes();
  const missing = [...slackScopes].filter((scope) => !granted.has(scope));
  const connected = { ok: true, what: `Slack: workspace ${answer.team} as ${answer.user}` };
  if (missing.length === 0) return [connected, { ok: true, what: "Slack: every scope is granted" }];
  const mend = "Update the app from manifests/slack.json and install it again.";
  return [connected, { ok: false, what: `Slack: missing scopes ${missing.join(", ")}`, mend }];
};

const teams = async (config: Config): Promise<Finding[]> => {
  const { teams: settings } = config;
  const channel = await openTeams(config, silent);
  if (!settings || !channel) return [{ ok: true, what: "Teams is off" }];
  await channel.connect(() => Promise.resolve());
  const who = settings.appId ? `bot ${settings.appId} is known to Microsoft` : "anybody on this machine may write";
  return [{ ok: true, what: `Teams: ${who}, and the Bot Connector's keys are there` }];
};

if (import.meta.main) {
  try {
    process.exit((await doctor(loadConfig(), (line) => console.log(line))) === 0 ? 0 : 1);
  } catch (thrown) {
    process.stderr.write(`${thrown instanceof ConfigError ? thrown.message : describeError(thrown)}\n`);
    process.exit(1);
  }
}
