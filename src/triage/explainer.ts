import type { Config } from "../config/config.ts";
import { asProblem } from "../errors.ts";
import type { Explainer, Explanation } from "../jobs/job-deps.ts";
import type { Model } from "../ports/model.ts";
import type { Records } from "../ports/stores/records.ts";
import { offerButton } from "../reply/triage/triage-buttons.ts";
import { diagnose } from "./diagnosis/diagnosis.ts";
import type { EvidenceDeps } from "./diagnosis/evidence.ts";
import type { Runbooks } from "./diagnosis/runbook-lines.ts";
import { createCases, type TriageCase } from "./triage-case.ts";

export interface ExplainerDeps extends EvidenceDeps {
  records: Records;
  model: Model | undefined;
  runbooks?: Runbooks | undefined;
  triage: Config["triage"];
  now: () => number;
}

/** Says why runs failed: as their cards do, else by a look at them. */
export const createExplainer = (deps: ExplainerDeps): Explainer => {
  const cases = createCases(deps.records);
  const { classes: treatments, attempts } = deps.triage;

  const lookedAt: Explainer["explain"] = async (run, job) => {
    try {
      const { decision, history } = await diagnose({ ...deps, treatments, attempts }, { run, job, attempt: 1 });
      const { since, failures } = history;
      return { cause: decision.cause, evidence: decision.evidence, since, failures, buttons: () => [] };
    } catch (thrown) {
      deps.log.warn(
        { event: "triage.not-explained", err: asProblem(thrown), run: run.run },
        "a failed run could not be explained",
      );
      return undefined;
    }
  };

  return {
    explain: async (run, job, isKnown = false) => {
      const known = await cases.ofRun(run.run);
      if (known?.run === run.run && known.endedAt === run.endedAt) return explanationOf(known);
      return isKnown ? undefined : lookedAt(run, job);
    },
    runOfThread: async (thread) => (await cases.ofThread(thread))?.run,
  };
};

const explanationOf = ({ id, decision, since, failures, state }: TriageCase): Explanation => ({
  cause: decision.cause,
  evidence: decision.evidence,
  since,
  failures,
  buttons: (to) =>
    state.kind === "open" ? again.map((action) => offerButton(action, id, action === decision.action, to)) : [],
});

/** What people want when they say "rerun what failed". The card offers more. */
const again = ["repair", "retry"] as const;
