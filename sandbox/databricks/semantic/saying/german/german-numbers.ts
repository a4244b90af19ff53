import type { NumberWords } from "../numbers.ts";

export const germanNumbers: NumberWords = {
  locale: "de-DE",
  units: {
    dollars: (number) => `${number} $`,
    percent: (number) => `${number} %`,
    megabytes: (number) => `${number} MB`,
    gigabytes: (number) => `${number} GB`,
    terabytes: (number) => `${number} TB`,
    seconds: (number) => `${number} s`,
    minutes: (number, one) => `${number} ${one ? "Minute" : "Minuten"}`,
    hours: (number, one) => `${number} ${one ? "Stunde" : "Stunden"}`,
  },
  scales: { 1000: "Tausend", 1000000: "Millionen", 1000000000: "Milliarden" },
  unknown: "unbekannt",
};
