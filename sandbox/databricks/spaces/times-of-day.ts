import type { Dimension, Flag } from "../semantic/subject.ts";

/** The hour of the day at which something happened, by its column of the moment. */
export const hourOf = (time: string): Dimension => ({
  name: "hour",
  label: "hour",
  many: "hours",
  words:
    "hour, what time of day, which time of day, at what time of day, what hour, which hour, which hour of the day, what hour of the day, hour of the day, hour of day, time of day, hourly",
  sql: `substr(${time}, 12, 2)`,
  values: false,
});

/** Conditions that people name for a part of the day. `night`: further words for what happened at night. */
export const partsOfDay = (time: string, night = ""): Flag[] => {
  const hour = `substr(${time}, 12, 2)`;
  return [
    {
      name: "at night",
      words: `at night, night, overnight, in the middle of the night, midnight, before five, odd hours, odd times, ${night}`,
      where: `${hour} < '05'`,
    },
    {
      name: "in the morning",
      words: "in the morning, mornings, morning, early in the morning, early morning",
      where: `${hour} BETWEEN '05' AND '11'`,
    },
    {
      name: "in the afternoon",
      words: "in the afternoon, afternoon, afternoons, pm",
      where: `${hour} BETWEEN '12' AND '17'`,
    },
    {
      name: "in the evening",
      words: "in the evening, evening, evenings, in the late evening, late in the evening, late at night",
      where: `${hour} >= '18'`,
    },
    {
      name: "between 08:00 and 18:00",
      words: spoken("during, within, in, inside"),
      where: `${hour} BETWEEN '08' AND '17'`,
    },
    {
      name: "before 08:00 or from 18:00",
      words: `after hours, out of hours, off hours, ${spoken("outside, outside of, not in, not during, not within")}`,
      where: `(${hour} < '08' OR ${hour} >= '18')`,
    },
  ];
};

/** "During office hours", "outside of our working hours". */
const spoken = (prepositions: string): string =>
  prepositions
    .split(", ")
    .flatMap((preposition) =>
      ["working", "business", "office", "regular", "normal", "core", "work"].map(
        (kind) => `${preposition} ${kind} hours`,
      ),
    )
    .join(", ");
