import { z } from "zod";
import { Refusal } from "../api/refusal.ts";
import { CARD } from "../content.ts";
import type { Outcome } from "../delivery.ts";
import type { Card } from "../workspace.ts";
import { checkCard } from "./check.ts";

/** What a person sees after Action.Execute. */
export interface ClickResult {
  status: number;
  card: Card | null;
  words: string;
  tone: "info" | "error";
}

const Body = z.looseObject({ statusCode: z.number(), type: z.string(), value: z.unknown().optional() });
const Fault = z.looseObject({ code: z.string(), message: z.string() });
const CardValue = z.record(z.string(), z.unknown());

/** Teams' reading of the answer to `adaptiveCard/action`. A malformed one is shown as a failure. */
export const clickResultOf = (outcome: Outcome): ClickResult => {
  if (outcome.state === "failed") return failed(0, "Unable to reach app. Please try again.");
  if (outcome.status !== 200) return failed(outcome.status, unclear);
  const body = Body.safeParse(parsed(outcome.body));
  if (!body.success) return failed(outcome.status, unclear);
  const { statusCode, type, value } = body.data;
  if (type === "application/vnd.microsoft.activity.message" && typeof value === "string")
    return { status: statusCode, card: null, words: value, tone: statusCode === 200 ? "info" : "error" };
  if (type === CARD && statusCode === 200) return cardSeen(value);
  const fault = type === "application/vnd.microsoft.error" ? Fault.safeParse(value) : undefined;
  return failed(statusCode, fault?.success ? fault.data.message : unclear);
};

const Dialog = z.looseObject({
  task: z.looseObject({
    type: z.literal("continue"),
    value: z.looseObject({
      title: z.string().min(1),
      card: z.looseObject({ contentType: z.literal(CARD), content: z.unknown() }),
    }),
  }),
});

/** The card of the dialog that the answer to `message/fetchTask` opens; none when the answer is no dialog. */
export const dialogOf = (outcome: Outcome): { status: number; card: Card | null } => {
  if (outcome.state === "failed") return { status: 0, card: null };
  const { data } = Dialog.safeParse(parsed(outcome.body));
  if (!data) return { status: outcome.status, card: null };
  const { status, card } = cardSeen(data.task.value.card.content);
  return { status, card };
};

const unclear = "Something went wrong. Please try again.";

const failed = (status: number, words: string): ClickResult => ({ status, card: null, words, tone: "error" });

const cardSeen = (value: unknown): ClickResult => {
  try {
    checkCard(value);
    return { status: 200, card: CardValue.parse(value), words: "", tone: "info" };
  } catch (error) {
    if (error instanceof Refusal) return failed(200, error.message);
    throw error;
  }
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
