import { z } from "zod";

/** The rows of a result, as a warehouse gives them. */
export const Table = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.enum(["text", "number", "date", "time", "boolean"]) })),
  /** Cells as the warehouse gave them: strings or null. */
  rows: z.array(z.array(z.string().nullable())),
  /** Rows of the whole result, also those that are not in `rows`. */
  total: z.number(),
  /** True when the service itself cut the result (Genie: 5,000 rows). */
  truncated: z.boolean(),
  /** How its reader writes numbers; absent: as in English. */
  locale: z.string().optional(),
});
export type Table = z.infer<typeof Table>;
