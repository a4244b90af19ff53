import { z } from "zod";
import { richText } from "./richtext.ts";

const base = { block_id: z.string().max(255).optional() };

/** Slack rejects an empty string, so an empty cell contains a space. */
const rawText = z.strictObject({ type: z.literal("raw_text"), text: z.string().min(1) });
const rawNumber = z.strictObject({ type: z.literal("raw_number"), value: z.number(), text: z.string().min(1) });
const cell = z.discriminatedUnion("type", [rawText, rawNumber, richText]);
const row = z.array(cell).min(1).max(20);

export const table = z.strictObject({
  type: z.literal("table"),
  ...base,
  rows: z.array(row).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({ align: z.enum(["left", "center", "right"]).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .max(20)
    .optional(),
});

/** One header row without rich text, then 1 to 100 rows. */
export const dataTable = z
  .strictObject({
    type: z.literal("data_table"),
    ...base,
    caption: z.string().min(1),
    rows: z.array(row).min(2).max(101),
    page_size: z.number().int().min(1).max(100).optional(),
    row_header_column_index: z.number().int().min(0).optional(),
  })
  .refine((block) => block.rows[0]?.every((one) => one.type !== "rich_text"), "no rich_text in the header row");

const label = z.string().min(1).max(20);
const point = z.strictObject({ label, value: z.number() });
const plotted = {
  series: z
    .array(z.strictObject({ name: label, data: z.array(point).min(1) }))
    .min(1)
    .max(6),
  axis_config: z.strictObject({
    categories: z.array(label).min(1).max(20),
    x_label: z.string().max(50).optional(),
    y_label: z.string().max(50).optional(),
  }),
};

const chart = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("pie"),
    segments: z
      .array(point.extend({ value: z.number().positive() }))
      .min(1)
      .max(6),
  }),
  z.strictObject({ type: z.literal("bar"), ...plotted }),
  z.strictObject({ type: z.literal("area"), ...plotted }),
  z.strictObject({ type: z.literal("line"), ...plotted }),
]);

/** Sources disagree on 6 or 12 series. Here it is the documented 6. */
export const visualization = z
  .strictObject({ type: z.literal("data_visualization"), ...base, title: z.string().min(1).max(50), chart })
  .refine(
    ({ chart }) =>
      chart.type === "pie" ||
      chart.series.every(
        (series) => series.data.map((one) => one.label).join("\n") === chart.axis_config.categories.join("\n"),
      ),
    "every series needs one value for each category",
  );
