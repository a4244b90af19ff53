import type { Task } from "../../../src/ports/stores/queue.ts";
import { Span } from "../../../src/ports/tracing.ts";
import { createTracer } from "../../../src/tracing/tracer.ts";

/** What is told of one piece of work, as a span and as a root. */
const told = async (content: boolean, texts: Pick<Span, "inputs" | "outputs">) => {
  const spans: Span[] = [];
  const put = async (task: Task) => {
    spans.push(Span.parse(task.payload));
    return { fresh: true, ahead: 0 };
  };
  const tracer = createTracer({ sink: { add: (span) => void spans.push(span) }, put, content, tags: {}, now: () => 1 });
  const work = { kind: "tool", name: "load" } as const;
  await tracer.within("t1", () => tracer.during(work, async (note) => note(() => texts)));
  tracer.add("t1", { ...work, key: "t1:a", startedAt: 1, texts: () => texts });
  await tracer.end("t1", { ...work, key: "t1", startedAt: 1, texts: () => texts });
  return spans.map(({ inputs, outputs }) => ({ inputs, outputs }));
};

const message = "ConnectError: jdbc:postgresql://etl:hunter2x@db/prod, password=hunter2x";
const texts = {
  inputs: { parameters: { day: "2026-11-30", db_password: "hunter2x" }, rows: 7 },
  outputs: { message, messages: [{ role: "assistant", content: `it said ${message}` }] },
};

it("shows texts without the secrets in them", async () => {
  const spans = await told(true, texts);
  expect(spans).toHaveLength(3);
  for (const span of spans) {
    expect(span.inputs).toEqual({ parameters: { day: "2026-11-30", db_password: "[hidden]" }, rows: 7 });
    expect(JSON.stringify(span)).not.toContain("hunter2x");
    expect(span.outputs).toMatchObject({ message: expect.stringContaining("ConnectError: jdbc:postgresql://") });
  }
});

it("shows none unless they are wanted", async () => {
  expect(await told(false, texts)).toEqual([{}, {}, {}]);
});
