import type { ProblemText } from "./problem-text.ts";

/** What can be wrong with the service that keeps traces. Nobody who asks something is told. */
export const traceProblems = {
  "traces.refused": {
    sentence: "{service} refused traces (status {status}).",
    remedy:
      "Check the credentials, MLFLOW_EXPERIMENT_ID and the table; in Unity Catalog the bot's identity needs SELECT and MODIFY granted on the table itself.",
  },
  "traces.unreachable": {
    sentence: "{service} can't be reached, so traces wait or are lost.",
    remedy:
      "Check OTEL_EXPORTER_OTLP_ENDPOINT or MLFLOW_TRACKING_URI, and the network between the bot and that address.",
  },
} as const satisfies Record<string, ProblemText>;
