import type { ProblemText } from "./problem-text.ts";

/** What can be wrong with the language model. Answers are then written without it. */
export const modelProblems = {
  "model.account": {
    sentence:
      "The language model's account is not active. I'll answer without it until an administrator sorts that out.",
    remedy: "Look at the account with the model's provider: billing details, deactivated keys or users.",
  },
  "model.filtered": {
    sentence: "The language model's content filter rejected this text. Please put it another way.",
    remedy: "Nothing, or loosen the content filter of the deployment.",
  },
  "model.nonsense": {
    sentence: "The language model gave an answer I couldn't use.",
    remedy: "Use a larger model: this one does not keep to the structure it is asked for.",
  },
  "model.quota": {
    sentence:
      "The language model's budget is used up. I'll answer without it until an administrator raises the budget.",
    remedy: "Raise the spending limit, or buy credit, with the model's provider.",
  },
  "model.rate-limited": {
    sentence: "The language model is at its rate limit. Ask again in a minute if you want it to write the answer.",
    remedy: "Raise the rate limit or the quota of the deployment.",
  },
  "model.refused": {
    sentence: "The language model rejects my requests. An administrator can find the reason in my log.",
    remedy: "The log names the setting to check: key, endpoint, deployment or model name.",
  },
  "model.timeout": {
    sentence: "The language model didn't answer in time. Ask again if you want it to write the answer.",
    remedy: "Use a faster model, or look at the load of the endpoint.",
  },
  "model.too-long": {
    sentence: "This is more text than the language model can read at once.",
    remedy: "Use a model with a larger context.",
  },
  "model.unknown": {
    sentence:
      "The language model I'm set up with doesn't exist. I'll answer without it until an administrator corrects my settings.",
    remedy: "The log names the setting to check: the deployment's, model's or endpoint's name, and the address.",
  },
  "model.unavailable": {
    sentence:
      "The language model can't be reached right now. Ask again in a few minutes if you want it to write the answer.",
    remedy: "The log and npm run doctor name the host, the setting and the reason: DNS, firewall, private endpoint.",
  },
} as const satisfies Record<string, ProblemText>;
