import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type Bot, startBot } from "./bot.ts";
import { ownModelOf } from "./own-model.ts";
import { openRedis, type Redis } from "./redis.ts";
import { type Sandbox, startSandbox } from "./sandbox.ts";

const usage = `npm run sandbox -- [--port 4000] [--bot-port 3000] [--replicas 1] [--no-bot] [--no-model] [--own-model] [--fast] [--rights user] [--sso federation] [--locale de-DE] [--env-file PATH]

  --port      first of the ports of the sandbox: playground and control API, Slack, Teams, Databricks, model, mail, and
              on port + 7 incidents, on port + 8 a search API
  --bot-port  port of the bot
  --replicas  how many processes of the bot, on bot-port, bot-port + 1, …; more than one share a Redis:
              REDIS_URL, or a private one on port + 6
  --no-bot    start the services only; the env file connects a bot of your own
  --own-model the bot uses the model of OPENAI_*, AZURE_OPENAI_* or DATABRICKS_MODEL_ENDPOINT in your environment, and
              Genie has it write SQL over the sample data
  --no-model  the bot gets no language model and chooses agents by keywords
  --fast      Genie answers without its usual delays
  --rights    service (default), user or user-or-service: with whose rights the bot asks Databricks; people sign in there
              as the asker (sees the North), the colleague (the South) or the admin
  --sso       federation or on-behalf-of: Teams signs people in without a click
  --locale    the language of people's Slack and Teams (default en-US)
  --env-file  where to write the environment that connects a bot (default data/sandbox/.env)`;

const port = z.coerce.number({ error: "must be a port number" }).int().min(1).max(65_530);
const Flags = z.object({
  port: port.default(4_000),
  "bot-port": port.default(3_000),
  replicas: z.coerce.number({ error: "must be a number" }).int().min(1).max(9).default(1),
  "no-bot": z.boolean().default(false),
  "no-model": z.boolean().default(false),
  "own-model": z.boolean().default(false),
  fast: z.boolean().default(false),
  rights: z.enum(["service", "user", "user-or-service"]).default("service"),
  sso: z.enum(["federation", "on-behalf-of"]).optional(),
  locale: z
    .string()
    .regex(/^[a-z]{2}-[A-Z]{2}$/, "must be a locale such as de-DE")
    .optional(),
  "env-file": z.string().exactOptional(),
  help: z.boolean().default(false),
});
type Flags = z.infer<typeof Flags>;

const directory = "data/sandbox";

const main = async (): Promise<void> => {
  const flags = flagsOf(process.argv.slice(2));
  if (flags.help) {
    console.log(usage);
    return;
  }
  const ports = Array.from({ length: flags.replicas }, (_, index) => flags["bot-port"] + index);
  const withBot = !flags["no-bot"];
  if (withBot) {
    for (const port of ports) await mustBeFree(port);
    // A new sandbox knows nothing of the threads that an earlier bot remembers.
    await rm(directory, { recursive: true, force: true });
  }
  const redis = flags.replicas > 1 ? await openRedis(flags.port + 6, `${directory}/redis`) : undefined;
  const sandbox = await startServices(flags, redis);
  sandbox.deliverTo(...ports.map(addressOf));
  const bots = withBot ? ports.map((port) => startReplica(sandbox, port, ports)) : [];
  stopOnSignal(sandbox, bots, redis);
  const ready = await Promise.all(bots.map((bot) => bot.ready));
  if (ready.every(Boolean)) console.log(welcome(sandbox, bots, redis));
};

const startServices = (flags: Flags, redis: Redis | undefined): Promise<Sandbox> =>
  startSandbox({
    port: flags.port,
    botPort: flags["bot-port"],
    model: !flags["no-model"],
    ...(flags["own-model"] && { ownModel: ownModelOf(process.env) }),
    fast: flags.fast,
    rights: flags.rights,
    sso: flags.sso,
    locale: flags.locale,
    schedules: true,
    directory,
    ...(redis && { redis: redis.url }),
    ...(flags["env-file"] === undefined ? {} : { envFile: flags["env-file"] }),
  });

const startReplica = (sandbox: Sandbox, port: number, ports: readonly number[]): Bot => {
  const name = ports.length === 1 ? "bot" : `bot ${ports.indexOf(port) + 1}`;
  return startBot({ name, envFile: sandbox.envFile, port, say: console.log });
};

const addressOf = (port: number): string => `http://127.0.0.1:${port}`;

const flagsOf = (args: string[]): Flags => {
  const text = { type: "string" } as const;
  const yes = { type: "boolean" } as const;
  const options = {
    port: text,
    "bot-port": text,
    replicas: text,
    "no-bot": yes,
    "no-model": yes,
    "own-model": yes,
    fast: yes,
    rights: text,
    sso: text,
    locale: text,
    "env-file": text,
    help: yes,
  };
  const parsed = Flags.safeParse(parseArgs({ args, options }).values);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `--${issue.path.join(".")} ${issue.message}`).join("; "));
};

const mustBeFree = (port: number): Promise<void> =>
  new Promise((done, reject) => {
    const probe = createServer();
    probe.once("error", () =>
      reject(new Error(`Port ${port} (bot) is in use: stop the program that listens there, or choose --bot-port.`)),
    );
    probe.listen(port, () => probe.close(() => done()));
  });

const stopOnSignal = (sandbox: Sandbox, bots: readonly Bot[], redis: Redis | undefined): void => {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log("Stopping …");
    await Promise.all(bots.map((bot) => bot.stop()));
    await sandbox.stop();
    await redis?.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop().catch(fail));
};

const welcome = (sandbox: Sandbox, bots: readonly Bot[], redis: Redis | undefined): string => {
  const envFile = relative("", sandbox.envFile);
  const own = `none yet: node --env-file=${envFile} src/main.ts`;
  const running = bots.map((bot) => `${bot.url} (process ${bot.pid()})`);
  return `
The Genie Concierge sandbox is ready.

  Playground   ${sandbox.control}
  Bot          ${running.join("\n               ") || own}${redis ? `\n  Redis        ${redis.url}` : ""}
  Environment  ${envFile}

Open the playground and ask: @genie What is the total revenue?
Ctrl-C stops everything.
`;
};

const fail = (error: unknown): void => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
};

await main().catch(fail);
