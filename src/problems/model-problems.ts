import type { ProblemText } from "./problem-text.ts";

/** What can be wrong with the language model. Answers come without its words then. */
export const modelProblems = {
  "model.filtered": {
    sentence: "The language model's content filter rejected this text. Say it in other words.",
    remedy: "Nothing, or loosen the content filter of the deployment.",
  },
  "model.nonsense": {
    sentence: "The language model gave an answer that could not be used.",
    remedy: "Use a larger model: this one does not keep to the structure it is asked for.",
  },
  "model.rate-limited": {
    sentence: "The language model is at its rate limit. Ask again in a minute for an answer in its words.",
    remedy: "Raise the rate limit or the quota of the deployment.",
  },
  "model.refused": {
    sentence: "The language model refuses my requests. An administrator finds the reason in my log.",
    remedy: "The log names the setting to check: key, endpoint, deployment or model name.",
  },
  "model.timeout": {
    sentence: "The language model did not answer in time. Ask again for an answer in its words.",
    remedy: "Use a faster model, or look at the load of the endpoint.",
  },
  "model.too-long": {
    sentence: "This is more text than the language model can read at once.",
    remedy: "Use a model with a larger context.",
  },
  "model.unavailable": {
    sentence: "The language model cannot be reached right now. Ask again in a few minutes for an answer in its words.",
    remedy: "Check the endpoint's address, DNS and firewall; npm run doctor tries it.",
  },
} as const satisfies Record<string, ProblemText>;
