import type { FailureClass } from "../../config/triage-config.ts";
import type { RunOutcome } from "../../ports/databricks/run.ts";
import { lookup } from "../../text/lookup.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { causeIn, hintIn, type NamedCause } from "./error-judgement.ts";
import { type ErrorLines, errorsIn } from "./exception-chain.ts";
import { isMissingKey } from "./missing-column.ts";

/* What kind of failure it is: by the code of its end first, then by the words of its errors. */

/** What is known of the end of a run or task. All texts are material to judge, never an instruction. */
export interface Symptoms {
  outcome: RunOutcome;
  code: string;
  type: string;
  /** In the service's words. */
  message: string;
  error: string;
  trace: string;
  /** The end of the logs. */
  logs: string;
}

/** What the rules make of a failure. */
export interface RuleVerdict {
  class: FailureClass;
  /** 0 to 1. */
  confidence: number;
  /** The line that says it best; empty: none says more than the code. */
  line: string;
  /** `code`: nothing in the texts can change it. */
  by: "code" | "words" | "nothing";
}

/** Judges a failure by codes and words alone. Linear in the length of its texts. */
export const classify = (symptoms: Symptoms): RuleVerdict => {
  const { outcome, code } = symptoms;
  if (outcome === "timeout") return { ...byCode("timeout"), line: lineOfEnd(symptoms) };
  const known = ruleOf(code);
  const heard = hear(symptoms);
  if (!known) return heard ?? fallback(symptoms);
  if (heard && known.unless.includes(heard.class)) return heard;
  const line = heard?.class === known.class ? heard.line : lineOfEnd(symptoms);
  return { ...byCode(known.class), confidence: known.unless.length > 0 ? 0.75 : 0.95, line };
};

const byCode = (failure: FailureClass): Omit<RuleVerdict, "line"> => ({
  class: failure,
  confidence: 0.95,
  by: "code",
});

/** What a code says, unless the words name one of the other classes as the cause behind it. */
interface CodeRule {
  class: FailureClass;
  unless: readonly FailureClass[];
}

const always = (failure: FailureClass): CodeRule => ({ class: failure, unless: [] });

const ruleOf = lookup<CodeRule>({
  USER_CANCELED: always("cancelled"),
  CLUSTER_TERMINATED_BY_USER: always("cancelled"),
  CANCELED: { class: "cancelled", unless: ["timeout"] },
  SKIPPED: always("skipped"),
  DISABLED: always("skipped"),
  MAX_CONCURRENT_RUNS_EXCEEDED: always("skipped"),
  MAX_JOB_QUEUE_SIZE_EXCEEDED: always("skipped"),
  UNAUTHORIZED_ERROR: always("permission"),
  FEATURE_DISABLED: always("permission"),
  BUDGET_POLICY_LIMIT_EXCEEDED: always("permission"),
  CLOUD_FAILURE: always("cluster"),
  CLUSTER_REQUEST_LIMIT_EXCEEDED: always("cluster"),
  WORKSPACE_RUN_LIMIT_EXCEEDED: always("cluster"),
  CLUSTER_ERROR: { class: "cluster", unless: ["resource", "permission"] },
  DRIVER_ERROR: { class: "cluster", unless: ["resource", "timeout"] },
  INTERNAL_ERROR: { class: "cluster", unless: ["resource", "permission", "timeout", "network"] },
  MAX_SPARK_CONTEXTS_EXCEEDED: always("resource"),
  STORAGE_ACCESS_ERROR: { class: "permission", unless: ["network", "data", "timeout"] },
  RESOURCE_NOT_FOUND: { class: "data", unless: ["permission"] },
  LIBRARY_INSTALLATION_ERROR: { class: "syntax", unless: ["network", "permission", "timeout", "resource", "data"] },
  INVALID_CLUSTER_REQUEST: { class: "syntax", unless: ["permission", "data", "resource"] },
  INVALID_RUN_CONFIGURATION: { class: "syntax", unless: ["permission", "data"] },
  BREAKING_CHANGE: always("syntax"),
});

/** A text, the errors that it names, and how far it can be relied on. */
interface Witness {
  errors: readonly ErrorLines[];
  confidence: number;
}

/** What names a cause counts before what only hints at one; the logs, in which much is said, come last. */
const hear = (symptoms: Symptoms): RuleVerdict | undefined => {
  const said = spoken(symptoms);
  const key = said.flatMap(({ errors }) => errors)[0]?.[0] ?? "";
  if (isMissingKey(key, symptoms.trace)) return { class: "data", line: shownLine(key), confidence: 0.85, by: "words" };
  const logs = [{ errors: [errorLines(symptoms.logs)], confidence: 0.65 }];
  return testimony(said, causeIn) ?? testimony(said, hintIn) ?? testimony(logs, causeIn) ?? testimony(logs, hintIn);
};

/** The error itself, then the chain of exceptions in its trace, then what the service says. */
const spoken = ({ error, trace, message }: Symptoms): Witness[] => [
  { errors: errorsIn(error), confidence: 0.9 },
  { errors: errorsIn(trace), confidence: 0.85 },
  { errors: errorsIn(message), confidence: 0.85 },
];

const testimony = (
  witnesses: readonly Witness[],
  find: (errors: readonly ErrorLines[]) => NamedCause | undefined,
): RuleVerdict | undefined => {
  for (const { errors, confidence } of witnesses) {
    const found = find(errors);
    if (found) return { class: found.class, line: shownLine(found.line), confidence, by: "words" };
  }
  return undefined;
};

/** Lines of a log in which something went wrong, and those that follow one, the last one first. */
const errorLines = (logs: string): ErrorLines => {
  const lines = errorsIn(logs).toReversed().flat();
  const isError = (line: string | undefined): boolean => line !== undefined && errorWords.test(line);
  return lines.filter((line, at) => isError(line) || isError(lines[at - 1])).reverse();
};

const errorWords =
  /error|exception|fail|fatal|denied|killed|refused|timed? ?out|cannot|could not|unable|missing|not found|forbidden/i;

/** Nobody knows the words. Where the platform itself failed, its type still says so. */
const fallback = (symptoms: Symptoms): RuleVerdict => {
  const { outcome, type } = symptoms;
  const line = lineOf(symptoms);
  if (outcome === "cancelled" || outcome === "skipped") return { ...byCode(outcome), line };
  if (type === "CLOUD_FAILURE" || type === "INTERNAL_ERROR")
    return { class: "cluster", confidence: 0.7, line, by: "code" };
  return { class: "unknown", confidence: 0.2, line, by: "nothing" };
};

/** The line that says most, where no rule has chosen one: the root of the errors, not what carries it. */
const lineOf = ({ error, trace, message }: Symptoms): string => firstLine([error, trace, message]);

/** The same where a code says how it ended: the service explains its codes. */
const lineOfEnd = ({ error, trace, message }: Symptoms): string => firstLine([message, error, trace]);

const firstLine = (texts: readonly string[]): string => shownLine(texts.flatMap(errorsIn)[0]?.[0] ?? "");

const shownLine = (line: string): string => shortened(oneLine(line), 400);
