import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type Bot, startBot } from "./bot.ts";
import { type Sandbox, startSandbox } from "./sandbox.ts";

const usage = `npm run sandbox -- [--port 4000] [--bot-port 3000] [--no-bot] [--no-model] [--fast] [--env-file PATH]

  --port      first of the ports of the sandbox: playground and control API, Slack, Teams, Databricks, model
  --bot-port  port of the bot
  --no-bot    start the services only; the env file connects a bot of your own
  --no-model  the bot gets no language model and chooses agents by keywords
  --fast      Genie answers without its usual delays
  --env-file  where to write the environment that connects a bot (default data/sandbox/.env)`;

const port = z.coerce.number({ error: "must be a port number" }).int().min(1).max(65_530);
const Flags = z.object({
  port: port.default(4_000),
  "bot-port": port.default(3_000),
  "no-bot": z.boolean().default(false),
  "no-model": z.boolean().default(false),
  fast: z.boolean().default(false),
  "env-file": z.string().exactOptional(),
  help: z.boolean().default(false),
});

const directory = "data/sandbox";

const main = async (): Promise<void> => {
  const flags = flagsOf(process.argv.slice(2));
  if (flags.help) {
    console.log(usage);
    return;
  }
  const botPort = flags["bot-port"];
  const withBot = !flags["no-bot"];
  if (withBot) {
    await mustBeFree(botPort);
    // A new sandbox knows nothing of the threads that an earlier bot remembers.
    await rm(directory, { recursive: true, force: true });
  }
  const sandbox = await startSandbox({
    port: flags.port,
    botPort,
    model: !flags["no-model"],
    fast: flags.fast,
    directory,
    ...(flags["env-file"] === undefined ? {} : { envFile: flags["env-file"] }),
  });
  const bot = withBot ? startBot({ envFile: sandbox.envFile, port: botPort, say: console.log }) : undefined;
  stopOnSignal(sandbox, bot);
  if ((await bot?.ready) !== false) console.log(welcome(sandbox, botPort, bot));
};

const flagsOf = (args: string[]): z.infer<typeof Flags> => {
  const text = { type: "string" } as const;
  const yes = { type: "boolean" } as const;
  const options = {
    port: text,
    "bot-port": text,
    "no-bot": yes,
    "no-model": yes,
    fast: yes,
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

const stopOnSignal = (sandbox: Sandbox, bot: Bot | undefined): void => {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log("Stopping …");
    await bot?.stop();
    await sandbox.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop().catch(fail));
};

const welcome = (sandbox: Sandbox, botPort: number, bot: Bot | undefined): string => {
  const envFile = relative("", sandbox.envFile);
  const own = `none yet: node --env-file=${envFile} src/main.ts`;
  return `
The Genie Concierge sandbox is ready.

  Playground   ${sandbox.control}
  Bot          ${bot ? `http://127.0.0.1:${botPort} (process ${bot.pid()})` : own}
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
