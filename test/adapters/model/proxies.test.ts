import type { ModelSettings } from "../../../adapters/model/model.ts";
import {
  answering,
  chunk,
  type ModelBench,
  modelForFile,
  Plan,
  planning,
  problemOf,
  withoutWaiting,
} from "../../support/models/model-bench.ts";

let bench: ModelBench;
modelForFile((service) => {
  bench = service;
});

/* What gateways, proxies and servers that go down send in the place of an answer. */

const sending = (status: number, type: string, body: string): Promise<ModelSettings> =>
  bench.server((_, response) => {
    response.writeHead(status, { "content-type": type });
    response.end(body);
  });

const streaming = (body: string) => sending(200, "text/event-stream", body);
const whole = (body: unknown, status = 200) => sending(status, "application/json", JSON.stringify(body));
const choice = (message: unknown, finish_reason: string) => whole({ choices: [{ index: 0, message, finish_reason }] });

/** How a text and a plan end, and how long the model would have waited between tries. */
const endsOf = async (of: ModelSettings) => {
  const { model, waits } = withoutWaiting(of);
  const drafts: string[] = [];
  const text = await problemOf(model.text(answering, (draft) => drafts.push(draft)));
  const plan = await problemOf(model.object(Plan, "plan", planning));
  return { text, plan, waits };
};

it.each([
  ["between two pieces", () => streaming(`${chunk("North made 4")}${chunk("2")}`)],
  ["within a piece", () => streaming(`${chunk("North made 4")}data: {"choices":[{"delta":{"con`)],
  ["before it began", () => streaming("")],
  ["within a whole answer", () => sending(200, "application/json", '{"choices":[{"message":{"content":"North made 4')],
  ["by an error of the maker", () => choice({ role: "assistant", content: "North made 4" }, "error")],
])("takes an answer that was cut off %s for none, and tries again", async (_, of) => {
  const { text, plan, waits } = await endsOf(await of());
  for (const problem of [text, plan]) expect(problem).toMatchObject({ code: "model.unavailable", retry: "later" });
  expect(waits).toEqual([400, 800, 400, 800]);
});

it.each([
  ["with a reason", `${chunk("All of it [1]")}${chunk("", "stop")}`],
  ["with the word alone", `${chunk("All of it [1]")}data: [DONE]\n\n`],
])("takes a stream that ends %s for whole", async (_, events) => {
  const { model } = withoutWaiting(await streaming(events));
  expect(await model.text(answering, () => {})).toBe("All of it [1]");
});

it.each([
  ["a page", () => sending(200, "text/html", "<html><title>Sign in</title></html>")],
  ["a page as a stream", () => streaming("<html><title>Sign in</title></html>")],
  ["JSON of another service", () => whole({ detail: "see /docs" })],
  ["a list", () => whole([])],
])("blames the address, not the model, for %s", async (_, of) => {
  const { text, plan, waits } = await endsOf(await of());
  for (const problem of [text, plan]) {
    expect(problem).toMatchObject({ code: "model.unknown", retry: "never" });
    expect(problem.message).toContain("Check OPENAI_BASE_URL, and what is in between");
  }
  expect(waits).toEqual([]);
});

it.each([
  [429, "model.rate-limited"],
  ["429", "model.rate-limited"],
  [402, "model.quota"],
  [503, "model.unavailable"],
  [404, "model.unknown"],
])("reads the status %s where it stands within an answer", async (code, expected) => {
  const error = { error: { message: "no", code } };
  for (const settings of [await whole(error), await streaming(`${chunk("Half")}data: ${JSON.stringify(error)}\n\n`)]) {
    const { text, plan } = await endsOf(settings);
    for (const problem of [text, plan]) expect(problem.code).toBe(expected);
  }
});

it("tells an unpaid account as what it is", async () => {
  const { text } = await endsOf(await whole({ error: { message: "Insufficient Balance" } }, 402));
  expect(text).toMatchObject({ code: "model.quota", retry: "never" });
});

it.each([
  ["in its own field", () => choice({ role: "assistant", content: null, refusal: "I can't help with that." }, "stop")],
  [
    "in its own field, streamed",
    () =>
      streaming(
        `data: ${JSON.stringify({ choices: [{ index: 0, delta: { refusal: "I can't" } }] })}\n\n${chunk("", "stop")}`,
      ),
  ],
  [
    "in a gateway's words",
    () =>
      whole({ error: { message: "ContentPolicyViolationError: Azure's content management policy", code: "400" } }, 400),
  ],
])("tells a refusal %s as the content filter's", async (_, of) => {
  const { text, plan } = await endsOf(await of());
  for (const problem of [text, plan]) expect(problem).toMatchObject({ code: "model.filtered", retry: "never" });
});

it("tells a refusal in the responses API as the content filter's", async () => {
  const output = [{ type: "message", role: "assistant", content: [{ type: "refusal", refusal: "I can't." }] }];
  const of = { ...(await whole({ id: "r", object: "response", status: "completed", output })), model: "gpt-5.6" };
  const { text, plan } = await endsOf(of as ModelSettings);
  for (const problem of [text, plan]) expect(problem.code).toBe("model.filtered");
});
