import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { Assessment } from "../../src/ports/tracing.ts";
import { authorization, refusal, requestMs, withoutSlash } from "./mlflow.ts";
import { type MlflowSettings, titleOf } from "./settings.ts";

/* Feedback on traces, as MLflow's server takes it: one assessment for each person. */

const name = "user_feedback";

const Created = z.object({ assessment: z.object({ assessment_id: z.string() }) });

/** Creates, changes or deletes a person's assessment; returns its id. */
export const assess = async (
  settings: MlflowSettings,
  trace: string,
  { source, isGood, rationale }: Assessment,
  known: string | undefined,
): Promise<string | undefined> => {
  const path = `/api/3.0/mlflow/traces/tr-${trace}/assessments`;
  const feedback = { feedback: { value: isGood ?? null }, rationale };
  if (isGood === undefined) {
    if (known !== undefined) await call(settings, "DELETE", `${path}/${encodeURIComponent(known)}`);
    return undefined;
  }
  if (known !== undefined) {
    const change = { assessment: feedback, update_mask: "feedback,rationale" };
    const changed = await call(settings, "PATCH", `${path}/${encodeURIComponent(known)}`, change);
    if (changed !== undefined) return known;
  }
  const human = { source_type: "HUMAN", source_id: source };
  const made = await call(settings, "POST", path, {
    assessment: { assessment_name: name, source: human, ...feedback },
  });
  // The trace arrives with its first span.
  if (made === undefined)
    throw Problem.of("traces.refused", { service: titleOf(settings), status: 404 }, { retry: "later" });
  return Created.parse(made).assessment.assessment_id;
};

/** The answer; undefined when there is no such thing. */
const call = async (settings: MlflowSettings, method: string, path: string, body?: object): Promise<unknown> => {
  const service = titleOf(settings);
  const { address, login } = settings;
  const response = await fetch(`${withoutSlash(address)}${path}`, {
    method,
    headers: { "content-type": "application/json", ...(login && { authorization: authorization(login) }) },
    signal: AbortSignal.timeout(requestMs),
    ...(body && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw Problem.of("traces.unreachable", { service }, { retry: "later", cause });
  });
  const text = await response.text().catch(() => "");
  if (response.status === 404) return undefined;
  if (!response.ok) throw refusal(service, response.status, text);
  try {
    return JSON.parse(text || "{}");
  } catch (cause) {
    throw Problem.of("traces.refused", { service, status: response.status }, { detail: "no JSON", cause });
  }
};
