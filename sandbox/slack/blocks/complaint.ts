import type { z } from "zod";

/** One error in Slack's words: `[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]`. */
export const complaint = (issue: z.core.$ZodIssue, root = "blocks"): string =>
  `[ERROR] ${words(issue)} [json-pointer:/${root}${place(issue)
    .map((part) => `/${String(part)}`)
    .join("")}]`;

const words = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case "too_big":
      return issue.origin === "string"
        ? `must be less than ${Number(issue.maximum) + 1} characters`
        : `no more than ${issue.maximum} items allowed`;
    case "too_small":
      return issue.origin === "string"
        ? `must be more than ${Number(issue.minimum) - 1} characters`
        : `no fewer than ${issue.minimum} items allowed`;
    case "unrecognized_keys":
      return `invalid additional property: ${issue.keys.join(", ")}`;
    case "invalid_union":
      return "unsupported type";
    case "invalid_type":
      return missing(issue)
        ? `missing required field: ${String(issue.path.at(-1))}`
        : `must provide a ${issue.expected}`;
    default:
      return issue.message;
  }
};

const place = (issue: z.core.$ZodIssue): readonly PropertyKey[] =>
  missing(issue) ? issue.path.slice(0, -1) : issue.path;

const missing = (issue: z.core.$ZodIssue): boolean =>
  issue.code === "invalid_type" && issue.message.includes("received undefined");
