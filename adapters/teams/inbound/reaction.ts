import { z } from "zod";
import { voteValue } from "../../../src/reply/answer/votes.ts";
import { fieldPrefix } from "../render/form.ts";
import type { Activity } from "./activity.ts";

/*
 * Thumbs under a message, Teams' own. A click brings the invoke `message/fetchTask`, which is answered with a form; the
 * form brings `message/submitAction`. Neither says more of the message than its id.
 */

const Reaction = z.enum(["like", "dislike"]);

const Clicked = z.object({ actionName: z.literal("feedback"), actionValue: z.looseObject({ reaction: Reaction }) });
const Fetched = z.union([z.object({ data: Clicked }).transform(({ data }) => data), Clicked]);

const Submitted = z.object({
  actionName: z.literal("feedback"),
  actionValue: z.object({ reaction: Reaction, feedback: z.unknown().optional() }),
});

const votes = { like: "up", dislike: "down" } as const;

/** The vote for whose remarks a client wants a form. */
export const fetchedVote = ({ name, value }: Activity): "up" | "down" | undefined => {
  const fetched = name === "message/fetchTask" ? Fetched.safeParse(value).data : undefined;
  return fetched && votes[fetched.actionValue.reaction];
};

/** A vote with its remarks, as the form of a vote. */
export const submittedVote = ({ name, value }: Activity) => {
  const submitted = name === "message/submitAction" ? Submitted.safeParse(value).data : undefined;
  if (!submitted) return undefined;
  const { reaction, feedback } = submitted.actionValue;
  return { action: "vote", value: voteValue(votes[reaction], ""), fields: fieldsIn(feedback) };
};

/** Inputs of our form, or the text of Teams' default one. Clients send them as an object or as its JSON. */
const fieldsIn = (feedback: unknown): Record<string, string> => {
  const inputs = Inputs.safeParse(typeof feedback === "string" ? json(feedback) : feedback).data ?? {};
  const { feedbackText } = inputs;
  const own = Object.entries(inputs).flatMap(([key, text]) =>
    key.startsWith(fieldPrefix) && typeof text === "string" && text ? [[key.slice(fieldPrefix.length), text]] : [],
  );
  return {
    ...(typeof feedbackText === "string" && feedbackText ? { comment: feedbackText } : {}),
    ...Object.fromEntries(own),
  };
};

const Inputs = z.record(z.string(), z.unknown());

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
