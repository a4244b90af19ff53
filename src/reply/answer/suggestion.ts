import { z } from "zod";
import type { Button } from "../../ports/chat/button.ts";

/** A question for one agent, as the value of a button `ask-agent`. */
export const Suggestion = z.object({ agent: z.string(), question: z.string() });
export type Suggestion = z.infer<typeof Suggestion>;

export const suggestionValue = ({ agent, question }: Suggestion): string => JSON.stringify({ agent, question });

/** The suggestion of a button. Undefined: the value was forged, or is of another version of this program. */
export const suggestionIn = (value: string): Suggestion | undefined => {
  try {
    return Suggestion.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
};

/** The question that a button asks. Undefined: it does something else. */
export const questionOf = ({ action, value }: Pick<Button, "action" | "value">): string | undefined => {
  if (action === "ask") return value;
  return action === "ask-agent" ? suggestionIn(value)?.question : undefined;
};
