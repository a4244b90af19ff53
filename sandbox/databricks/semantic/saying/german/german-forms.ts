import type { englishForms } from "../english/english-forms.ts";
import type { Scale } from "../language.ts";

const scales: Record<Scale, string> = { 1000: "Tausend", 1000000: "Millionen", 1000000000: "Milliarden" };

export const germanForms: typeof englishForms = {
  noScale: (scale) => `In ${scales[scale]} lassen sich diese Werte nicht angeben, deshalb habe ich sie so gelassen.`,
  noRounding: "Die Werte der Zeilen habe ich so gelassen, wie sie in den Daten stehen.",
  inTable: "In der Tabelle stehen die Werte so, wie sie in den Daten sind.",
  noEuros: "Die Daten sind in US-Dollar, deshalb sind das Dollar und keine Euro.",
  noCurrency: "In welcher Währung diese Beträge sind, sagen die Daten nicht.",
};
