import type { Scale } from "../language.ts";

/* What cannot be done of what somebody asked of the numbers, in English. */

const scales: Record<Scale, string> = { 1000: "thousands", 1000000: "millions", 1000000000: "billions" };

export const englishForms = {
  noScale: (scale: Scale): string => `These figures cannot be given in ${scales[scale]}, so I left them as they are.`,
  noRounding: "I left the figures of the rows as they are in the data.",
  inTable: "The table has the figures as they are in the data.",
  noEuros: "The data is in US dollars, so these are dollars, not euros.",
  noCurrency: "The data does not say in which currency these amounts are.",
};
