import { z } from "zod";

/* What a channel and a store bring along before they are opened: their settings, and checks of their service. */

/** The environment variables of a module, each optional; whether one is missing is for its settings to say. */
export type Variables<Shape extends z.ZodRawShape = z.ZodRawShape> = z.ZodObject<Shape>;

/** A variable that may hold any text. */
export const text = z.string().optional();

/** A variable that holds an address. */
export const httpUrl = (example: string) =>
  z.url({ protocol: /^https?$/, error: `must be a URL such as ${example}` }).optional();

/** Notes what is missing or does not fit. All mistakes are reported together. */
export type AddMistake = (key: string, wrong: string) => void;

/** What one check of `npm run doctor` found. `warning`: the bot runs, but not as well as it could. */
export interface ProbeResult {
  state: "ok" | "warning" | "failed";
  what: string;
  /** What to do about it. */
  advice?: string;
}
