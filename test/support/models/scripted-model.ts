import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const Request = z.object({
  stream: z.boolean().optional(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});
type ScriptedMessages = z.infer<typeof Request>["messages"];

/** A model service on the wire that says what a test wants it to say, whatever it is asked. */
export const startScriptedModel = async () => {
  const script: { answer: (messages: ScriptedMessages) => unknown } = { answer: () => ({}) };
  const prompts: ScriptedMessages[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { stream, messages } = Request.parse(JSON.parse(Buffer.concat(chunks).toString()));
    prompts.push(messages);
    const answer = script.answer(messages);
    const content = typeof answer === "string" ? answer : JSON.stringify(answer);
    const base = { id: "scripted", created: 0, model: "scripted" };
    if (!stream) {
      const choices = [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }];
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ ...base, object: "chat.completion", choices }));
      return;
    }
    const event = (choices: unknown) =>
      `data: ${JSON.stringify({ ...base, object: "chat.completion.chunk", choices })}\n\n`;
    response.setHeader("content-type", "text/event-stream");
    response.write(event([{ index: 0, delta: { role: "assistant", content }, finish_reason: null }]));
    response.end(`${event([{ index: 0, delta: {}, finish_reason: "stop" }])}data: [DONE]\n\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      OPENAI_API_KEY: "scripted-model-key",
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      OPENAI_MODEL: "scripted",
    },
    prompts,
    /** From now on it says this; a text as it is, anything else as JSON. */
    says: (answer: unknown): void => {
      script.answer = typeof answer === "function" ? (answer as typeof script.answer) : () => answer;
    },
    stop: (): void => {
      server.close();
      server.closeAllConnections();
    },
  };
};

/** A plan as the model gives it. */
export const planText = (more: Record<string, unknown>): Record<string, unknown> => ({
  kind: "reply",
  asks: [],
  confidence: 0.95,
  text: "",
  choices: [],
  job: null,
  ...more,
});
