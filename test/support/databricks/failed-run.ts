import { Decision } from "../../../src/triage/diagnosis/decision.ts";
import { TriageCase } from "../../../src/triage/triage-case.ts";

/** A failure with this text wherever a text can be. */
export const failedRun = (text: string, more: Partial<TriageCase> = {}): TriageCase =>
  TriageCase.parse({
    ...{ id: "11.2", run: "11", number: "7", name: text, url: "https://dbx.example.com/#job/7/run/11" },
    ...{ outcome: "failed", startedAt: 1, endedAt: 2, creator: text, owner: text, parameters: { a: text } },
    signature: "0123456789abcdef",
    decision: Decision.parse({
      ...{ action: "retry-with", class: "resource", priority: "high", confidence: 0.9, cause: text, evidence: [text] },
      ...{ parameters: [{ name: "a", value: text, reason: text }], attempt: 1, attempts: 3, isGuess: false },
    }),
    ...{ failures: 2, since: 1, lastSuccessAt: 0, usualMs: 1, before: { count: 1, mended: 1 } },
    ...{ failed: [text], trace: text, count: 1, lastAt: 2, state: { kind: "open" }, log: [text], unsure: [] },
    ...more,
  });
