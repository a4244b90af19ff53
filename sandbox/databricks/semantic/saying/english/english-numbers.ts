import type { NumberWords } from "../numbers.ts";

export const englishNumbers: NumberWords = {
  locale: "en-US",
  units: {
    dollars: (number) => `$${number}`,
    percent: (number) => `${number}%`,
    megabytes: (number) => `${number} MB`,
    gigabytes: (number) => `${number} GB`,
    terabytes: (number) => `${number} TB`,
    seconds: (number) => `${number} s`,
    minutes: (number, one) => `${number} ${one ? "minute" : "minutes"}`,
    hours: (number, one) => `${number} ${one ? "hour" : "hours"}`,
  },
  scales: { 1000: "thousand", 1000000: "million", 1000000000: "billion" },
  unknown: "unknown",
};
