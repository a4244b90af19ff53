import { z } from "zod";

/** Language of what we write: those that the catalogue of sentences has. */
export const Language = z.enum(["en", "de"]);
export type Language = z.infer<typeof Language>;

/** How rows are best shown to somebody. */
export const Display = z.enum(["chart", "table"]);
export type Display = z.infer<typeof Display>;

/**
 * What a person asked us to keep in mind, in their own words. It is material: it helps to understand their questions, and
 * asks for nothing by itself.
 */
export const Preference = z.object({
  /** Names it among those of its owner. */
  id: z.string(),
  text: z.string(),
  /** What a word means: `revenue`, `net revenue`. */
  term: z.string().optional(),
  meaning: z.string().optional(),
  /** The language that answers are wanted in; any other language than ours stays in the words alone. */
  language: Language.optional(),
  display: Display.optional(),
  /** It belongs to a channel, and this person put it there. Absent: it belongs to the person who asks. */
  author: z.string().optional(),
  /** Their id on the platform. */
  authorId: z.string().optional(),
  /** Epoch ms. */
  usedAt: z.number(),
});
export type Preference = z.infer<typeof Preference>;
