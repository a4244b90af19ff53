/** What the model service emulates, and which test proves it. */
export const coverage: {
  service: "model";
  method: string;
  path: string;
  level: "supported" | "partial" | "missing";
  note?: string;
  proof: string;
}[] = [
  {
    service: "model",
    method: "POST",
    path: "/v1/chat/completions",
    level: "partial",
    note: "Rules, no language model: plans, joins findings, summarizes, calls tools by shared words. One choice; no logprobs. Quirks of other makers by the model's name (quirks.ts), refusals by faults (refusals.ts).",
    proof: "test/sandbox/model-quirks.test.ts",
  },
  {
    service: "model",
    method: "POST",
    path: "/serving-endpoints/chat/completions",
    level: "partial",
    note: "As /v1/chat/completions; errors in OpenAI's form.",
    proof: "test/adapters/model/model.test.ts",
  },
  {
    service: "model",
    method: "POST",
    path: "/openai/deployments/:deployment/chat/completions",
    level: "partial",
    note: "As /v1/chat/completions; api-version must be given, any value is taken.",
    proof: "test/adapters/model/model.test.ts",
  },
  {
    service: "model",
    method: "POST",
    path: "/v1/responses",
    level: "partial",
    note: "Text, JSON schema and function calls; nothing is stored, previous_response_id is ignored.",
    proof: "test/sandbox/model.test.ts",
  },
  {
    service: "model",
    method: "POST",
    path: "/serving-endpoints/responses",
    level: "partial",
    note: "As /v1/responses.",
    proof: "test/sandbox/model.test.ts",
  },
  { service: "model", method: "GET", path: "/v1/models", level: "supported", proof: "test/sandbox/model.test.ts" },
];
