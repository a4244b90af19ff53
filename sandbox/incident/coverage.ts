const proven = (path: string, note: string, test: string) =>
  ({
    service: "incident",
    method: "POST",
    path,
    level: "partial",
    note,
    proof: `test/sandbox/incident.test.ts: ${test}`,
  }) as const;

/** What the services for incidents take, and which test proves it. */
export const coverage: {
  service: "incident";
  method: string;
  path: string;
  level: "supported" | "partial" | "missing";
  note?: string;
  proof: string;
}[] = [
  proven("/v2/enqueue", "an acknowledgement changes nothing; images are ignored", "opens one incident for one key"),
  proven("/v2/alerts", "responders, tags and actions are ignored", "takes alerts with a key only"),
  proven(
    "/v2/alerts/:alias/close",
    "by alias only; an unknown one is taken too, as live",
    "takes alerts with a key only",
  ),
  proven("/hook", "stands for a receiver of one's own", "takes any JSON with its token"),
];
