import type { ProblemText } from "./problem-text.ts";

/** What can be wrong with what is looked up besides the agents. */
export const toolProblems = {
  "tool.credentials": {
    sentence: "{tool} rejects the bot's credentials. Please ask an administrator to check {setting}.",
    remedy: "Correct SEARCH_API_KEY or SEARCH_API_URL; npm run doctor tries them.",
  },
  "tool.no-rows": {
    sentence: "This message has no table with more rows.",
    remedy: "Nothing: a button of an old message was used.",
  },
  "tool.refused": {
    sentence: "{tool} couldn't look this up: {reason}.",
    remedy: "Correct what the reason names.",
  },
  "tool.unavailable": {
    sentence: "{tool} can't be reached right now, or takes too long. Please try again in a few minutes.",
    remedy: "Check the network between the bot and the service; for runbooks, whether the folder can be read.",
  },
} as const satisfies Record<string, ProblemText>;
