import { readFile, writeFile } from "node:fs/promises";
import { parse, stringify } from "yaml";
import { eventually } from "../eventually.ts";
import { openStage, type Shown, type StageOptions, whole } from "../stage.ts";

interface Modal {
  id: string;
  callback_id: string;
  private_metadata: string;
  blocks: { type: string; block_id: string; element?: Record<string, unknown>; elements?: { text?: string }[] }[];
}

export type JobStage = Awaited<ReturnType<typeof openJobStage>>;

/** The stage, and what people do with jobs on it. `change` edits concierge.yaml before the bot reads it. */
export const openJobStage = async (options: StageOptions = {}) => {
  const stage = await openStage(options);

  const modal = (user: string): Promise<Modal> =>
    eventually(async () => (await stage.get<Modal[]>(`/control/slack/views?user=${user}`)).at(-1), 5_000, "a modal");
  const bodies = async (path: string): Promise<Record<string, unknown>[]> =>
    (await stage.calls("databricks"))
      .filter((call) => call.method === "POST" && call.path.endsWith(path) && call.status === 200)
      .map(({ body }) => body as Record<string, unknown>);

  return {
    ...stage,
    /** The next run of a job ends so, after so many seconds. */
    script: (job: string, outcome: string, seconds: number) =>
      stage.post("/control/databricks/run", { job_id: job, outcome, seconds }),
    modal,
    /** Sends the open modal with these values. */
    submit: async (user: string, values: Record<string, string>): Promise<void> => {
      await stage.post("/control/slack/view", { user, view_id: (await modal(user)).id, values });
    },
    noModal: async (user: string): Promise<boolean> =>
      (await stage.get<Modal[]>(`/control/slack/views?user=${user}`)).length === 0,
    /** Orders that Databricks took; equal tokens are one run. */
    started: async (): Promise<Record<string, unknown>[]> => [
      ...new Map((await bodies("/run-now")).map((body) => [String(body["idempotency_token"]), body])).values(),
    ],
    cancels: () => bodies("/runs/cancel"),
    /** The first message of ours, in a thread or a channel, that says so. */
    says: (channel: string, words: string | RegExp, where: { thread?: string; to?: string; withinMs?: number } = {}) =>
      eventually(
        async () =>
          (await stage.messages(channel, where.thread)).find(
            (message) =>
              message.bot &&
              (where.to === undefined || message.ephemeral_to === where.to) &&
              (typeof words === "string" ? whole(message).includes(words) : words.test(whole(message))),
          ),
        where.withinMs ?? 8_000,
        `${words} in ${channel}`,
      ),
    ours: async (channel: string, thread?: string): Promise<Shown[]> =>
      (await stage.messages(channel, thread)).filter(({ bot, ephemeral_to }) => bot && !ephemeral_to),
  };
};

/** The number of the run on a card. */
export const runOn = (message: Shown): string => /run (\d{15,19})/i.exec(message.text)?.[1] ?? "";

/** Edits concierge.yaml; a bot that starts later reads it. */
export const changeConfig = async (
  stage: { env: Record<string, string> },
  change: (config: { jobs: Record<string, unknown>[]; [key: string]: unknown }) => void,
): Promise<void> => {
  const file = stage.env["CONCIERGE_CONFIG"] ?? "";
  const config = parse(await readFile(file, "utf8"));
  change(config);
  await writeFile(file, stringify(config));
};
