import { type Attributes, SpanKind } from "@opentelemetry/api";
import { z } from "zod";
import type { Json } from "../../src/ports/json.ts";
import type { Span } from "../../src/ports/tracing.ts";
import { shortened } from "../../src/text/shorten.ts";

/*
 * A span in the words of OpenTelemetry's conventions for generative AI, and beside them in MLflow's own: its server reads
 * the type of a span, inputs, outputs and tags from these alone, and Databricks reads both families.
 */

const workflow = "genie-concierge";

interface Words {
  kind: SpanKind;
  /** Null: the conventions have no operation for it. */
  operation: string | null;
  mlflow: string;
  named: (name: string) => string;
}

const words: Record<Span["kind"], Words> = {
  workflow: {
    kind: SpanKind.SERVER,
    operation: "invoke_workflow",
    mlflow: "AGENT",
    named: (name) => `invoke_workflow ${name}`,
  },
  plan: { kind: SpanKind.INTERNAL, operation: "plan", mlflow: "CHAIN", named: () => `plan ${workflow}` },
  agent: {
    kind: SpanKind.CLIENT,
    operation: "invoke_agent",
    mlflow: "AGENT",
    named: (name) => `invoke_agent ${name}`,
  },
  model: { kind: SpanKind.CLIENT, operation: "chat", mlflow: "CHAT_MODEL", named: (name) => `chat ${modelOf(name)}` },
  tool: {
    kind: SpanKind.INTERNAL,
    operation: "execute_tool",
    mlflow: "TOOL",
    named: (name) => `execute_tool ${name}`,
  },
  step: { kind: SpanKind.INTERNAL, operation: null, mlflow: "CHAIN", named: (name) => name },
};

export const kindOf = ({ kind }: Span): SpanKind => words[kind].kind;

export const nameOf = ({ kind, name }: Span): string => words[kind].named(name);

export const attributesOf = (span: Span): Attributes => {
  const { operation, mlflow } = words[span.kind];
  return {
    "mlflow.spanType": mlflow,
    ...(operation !== null && { "gen_ai.operation.name": operation }),
    ...ownAttributes(span),
    ...prefixed("concierge", span.facts),
    ...(span.error !== undefined && { "error.type": span.error }),
    ...tokenAttributes(span),
    ...textAttributes(span),
    ...(span.thread !== undefined && conversationAttributes(span.thread)),
    ...(span.user !== undefined && { "user.id": shortened(span.user, mostId) }),
    ...tagAttributes(span.tags),
  };
};

/** What the conventions ask of each operation. */
const ownAttributes = ({ kind, name, facts, id }: Span): Attributes => {
  switch (kind) {
    case "workflow":
      return { "gen_ai.workflow.name": name };
    case "plan":
      return { "gen_ai.agent.name": workflow };
    case "agent":
      return {
        "gen_ai.agent.name": name,
        "gen_ai.agent.id": String(facts["agent"] ?? name),
        "gen_ai.provider.name": "databricks.genie",
      };
    case "model":
      return { "gen_ai.request.model": modelOf(name), "gen_ai.provider.name": providerOf(name) };
    case "tool":
      return { "gen_ai.tool.name": name, "gen_ai.tool.type": "function", "gen_ai.tool.call.id": id };
    case "step":
      return {};
  }
};

/** The name of a model begins with its kind: `azure:gpt-5.2`. */
const modelOf = (name: string): string => name.slice(name.indexOf(":") + 1);

const providers: Readonly<Record<string, string>> = { azure: "azure.ai.openai", openai: "openai" };

const providerOf = (name: string): string => {
  const kind = name.slice(0, Math.max(0, name.indexOf(":")));
  return providers[kind] ?? (kind || "unknown");
};

const tokenAttributes = ({ tokens }: Span): Attributes => {
  if (!tokens) return {};
  const { input, output } = tokens;
  const usage = { input_tokens: input, output_tokens: output, total_tokens: input + output };
  return {
    "gen_ai.usage.input_tokens": input,
    "gen_ai.usage.output_tokens": output,
    "mlflow.chat.tokenUsage": JSON.stringify(usage),
  };
};

const textAttributes = ({ kind, inputs, outputs }: Span): Attributes => {
  const isTool = kind === "tool";
  return {
    ...(inputs &&
      textsOf("mlflow.spanInputs", isTool ? "gen_ai.tool.call.arguments" : "gen_ai.input.messages", inputs)),
    ...(outputs &&
      textsOf("mlflow.spanOutputs", isTool ? "gen_ai.tool.call.result" : "gen_ai.output.messages", outputs)),
  };
};

const textsOf = (own: string, common: string, texts: Record<string, Json>): Attributes => {
  const messages = Messages.safeParse(texts["messages"]).data;
  const isMessages = common.endsWith(".messages");
  return {
    [own]: bounded(texts),
    ...(!isMessages && { [common]: bounded(texts) }),
    ...(isMessages && messages && { [common]: bounded(messages.map(withParts)) }),
  };
};

const Messages = z.array(z.object({ role: z.string(), content: z.string() }));

/** The conventions ask for parts; Databricks documents `content`. */
const withParts = ({ role, content }: z.infer<typeof Messages>[number]) => ({
  role,
  content,
  parts: [{ type: "text", content }],
});

/** Characters of an attribute with texts. */
const mostText = 60_000;

/** JSON within the bound: its longest strings are cut until it fits. */
const bounded = (value: Json): string => {
  for (let most = 20_000; most > 100; most = Math.floor(most / 2)) {
    const json = JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === "string" ? shortened(inner, most) : inner,
    );
    if (json.length <= mostText) return json;
  }
  return JSON.stringify({ note: "too long to be shown" });
};

const mostId = 250;
const mostTag = 4_000;

const conversationAttributes = (thread: string): Attributes => {
  const session = shortened(thread, mostId);
  return { "session.id": session, "gen_ai.conversation.id": session };
};

const tagAttributes = (tags: Readonly<Record<string, string>> = {}): Attributes =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`mlflow.traceTag.${key}`, shortened(value, mostTag)]));

const prefixed = (prefix: string, facts: Span["facts"]): Attributes =>
  Object.fromEntries(Object.entries(facts).map(([key, value]) => [`${prefix}.${key}`, value]));
