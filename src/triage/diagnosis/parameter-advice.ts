import type { JobConfig, Parameter } from "../../config/config.ts";
import { coerce, dayOf } from "../../config/parameter-values.ts";
import type { FailureClass } from "../../config/triage-config.ts";
import { phrase } from "../../reply/words/phrase.ts";

/** A parameter that may help a new run, and why. */
export interface ParameterAdvice {
  name: string;
  value: string;
  reason: string;
}

/** Names of parameters, by their parts, and what helps when memory, disk or time runs out. */
const levers: readonly { parts: readonly string[]; factor: number; reason: string }[] = [
  { parts: ["workers", "memory", "partitions", "nodes", "cores"], factor: 2, reason: phrase("moreMayDo", {}) },
  { parts: ["timeout", "deadline"], factor: 2, reason: phrase("moreTime", {}) },
  {
    parts: ["batch", "chunk", "parallelism", "concurrency", "days", "limit", "fetch"],
    factor: 0.5,
    reason: phrase("lessAtOnce", {}),
  },
];

/** Parameters that may help a job that ran out of means or time: only declared ones, only values that they take. */
export const adviseParameters = (
  job: JobConfig | undefined,
  failure: FailureClass,
  used: Readonly<Record<string, string>>,
  now: number,
): ParameterAdvice[] => {
  if (!job || (failure !== "resource" && failure !== "timeout")) return [];
  return Object.entries(job.parameters).flatMap(([name, parameter]) => {
    const lever = leverOf(name);
    const value = lever && adjusted(parameter, used[name] ?? parameter.default, lever.factor, now);
    return value === undefined ? [] : [{ name, value, reason: lever?.reason ?? "" }];
  });
};

const leverOf = (name: string) => {
  const parts = name.toLowerCase().split(/[_.-]/);
  return levers.find((lever) => lever.parts.some((part) => parts.includes(part)));
};

const adjusted = (parameter: Parameter, used: string | undefined, factor: number, now: number): string | undefined => {
  const before = Number(used);
  if (used === undefined || !Number.isFinite(before) || before <= 0) return undefined;
  if (parameter.type !== "integer" && parameter.type !== "number") return undefined;
  const { min = 1, max = Number.MAX_SAFE_INTEGER } = parameter;
  const wanted = Math.min(max, Math.max(min, before * factor));
  const value = parameter.type === "integer" ? String(Math.round(wanted)) : String(wanted);
  return value !== used && "value" in coerce(parameter, value, dayOf(now)) ? value : undefined;
};
