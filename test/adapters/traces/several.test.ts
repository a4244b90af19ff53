import { silent } from "../../../src/logging/log.ts";
import { openTraces } from "../../../src/open/open-traces.ts";
import type { Span } from "../../../src/ports/tracing.ts";
import { spanIdOf, traceIdOf } from "../../../src/tracing/ids.ts";
import { type Receiver, startReceiver } from "../../support/traces/otlp.ts";

const root: Span = {
  ...{ trace: traceIdOf("turn"), id: spanIdOf("turn"), kind: "workflow", name: "question" },
  ...{ startedAt: 1_700_000_000_123, endedAt: 1_700_000_004_456, facts: {} },
};

describe("traces for several services", () => {
  let receivers: Receiver[];
  beforeEach(async () => {
    receivers = [await startReceiver(), await startReceiver()];
  });
  afterEach(() => Promise.all(receivers.map((one) => one.stop())));

  const open = async () => {
    const targets = receivers.map(({ url }) => ({ kind: "mlflow" as const, address: url, experiment: "7" }));
    const sink = await openTraces({ traces: { targets, share: 1 } } as never, {} as never, silent);
    if (!sink) throw new Error("no sink");
    return sink;
  };

  it("are sent again to one that is away, whatever another one refuses", async () => {
    const [refusing, away] = receivers as [Receiver, Receiver];
    refusing.answer = 403;
    away.answer = 503;
    const sink = await open();
    await expect(sink.send(root)).rejects.toMatchObject({ retry: "later" });
    away.answer = 200;
    await expect(sink.send(root)).rejects.toMatchObject({ code: "traces.refused", retry: "never" });
    expect(away.spans).toMatchObject([{ id: root.id }]);
    await sink.close();
  });
});
