import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { createModel, type ModelSettings } from "../../../adapters/model/model.ts";
import { createModel as createService } from "../../../sandbox/model/service.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import type { Problem } from "../../../src/errors.ts";
import type { AskOutcome } from "../../../src/ports/databricks/agent.ts";
import { answerPrompt, planPrompt } from "../../../src/supervisor/prompts.ts";
import { exampleProfiles } from "../bench.ts";

export const modelKey = "sk-test-0123456789abcdef";

export type ModelBench = Awaited<ReturnType<typeof openModelService>>;

/** One model service for the tests of a file, without the calls of the test before. */
export const modelForFile = (take: (bench: ModelBench) => void): void => {
  let bench: ModelBench;
  beforeAll(async () => {
    bench = await openModelService();
    take(bench);
  });
  beforeEach(() => bench.traffic.reset());
  afterAll(() => bench.close());
};

/** The sandbox's model service on a port of this machine, and servers that behave as a test says. */
const openModelService = async () => {
  const traffic = new Traffic();
  const servers: Server[] = [];
  const service = await serve(createService({ traffic, fast: true }), 0, traffic);
  servers.push(service);
  const base = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;

  const openai = (model = "some-model"): ModelSettings => ({
    kind: "openai",
    apiKey: modelKey,
    baseUrl: `${base}/v1/`,
    model,
  });
  const azure = (deployment = "some-deployment"): ModelSettings => ({
    kind: "azure",
    apiKey: modelKey,
    endpoint: `${base}/`,
    deployment,
    apiVersion: "2024-10-21",
  });
  const databricks = (endpoint = "databricks-some-model"): ModelSettings => ({
    kind: "databricks",
    host: base,
    endpoint,
    token: async () => "oauth-token",
  });

  const server = async (listener: RequestListener): Promise<ModelSettings> => {
    const made = createServer(listener);
    servers.push(made);
    await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
    const { port } = made.address() as AddressInfo;
    return { kind: "openai", apiKey: modelKey, baseUrl: `http://127.0.0.1:${port}/v1`, model: "some-model" };
  };

  /** Closes all servers, or the one on a port. */
  const close = (port?: string): void => {
    for (const one of servers) {
      if (port && String((one.address() as AddressInfo | null)?.port) !== port) continue;
      one.close();
      one.closeAllConnections();
    }
  };

  return { traffic, base, openai, azure, databricks, server, close };
};

/** A model that notes how long it would have waited between tries. */
export const withoutWaiting = (of: ModelSettings, options: Parameters<typeof createModel>[1] = {}) => {
  const waits: number[] = [];
  const model = createModel(of, { ...options, pause: async (ms) => void waits.push(ms) });
  return { waits, model };
};

export const problemOf = (call: Promise<unknown>): Promise<Problem> =>
  call.then(
    () => Promise.reject(new Error("it succeeded")),
    (error: Problem) => error,
  );

export const Plan = z.object({
  kind: z.enum(["ask", "clarify", "reply"]),
  asks: z.array(z.object({ agent: z.string(), question: z.string() })),
  confidence: z.number(),
  text: z.string(),
  choices: z.array(z.string()),
});

const plain = { jobs: [], today: "2026-01-31", summary: "", exchanges: [] };
/** The service answers with a plan that asks the agent `cost`. */
export const planning = planPrompt({ ...plain, agents: exampleProfiles(), question: "Why did costs spike?" });

const failure = { code: "genie.timeout", sentence: "It took too long." } as const;
const failed: AskOutcome = {
  state: "failed",
  key: "1",
  agent: "cost",
  question: "Why?",
  failure,
  elapsedMs: 1,
};
/** The service answers with `answer`. */
export const answering = answerPrompt("Why did costs spike?", [failed], [], () => "Cost", false);
export const answer = "The agent Cost could not answer, so its part is missing: It took too long.";

/** One event of a stream of chat completions. */
export const chunk = (content: unknown, finish: string | null = null): string =>
  `data: ${JSON.stringify({
    id: "1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta: { content }, finish_reason: finish }],
  })}\n\n`;

/** A whole stream that says this. */
export const stream = (content: string): string => `${chunk(content)}${chunk("", "stop")}data: [DONE]\n\n`;
