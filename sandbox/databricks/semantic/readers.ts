import { remembered } from "../../remembered.ts";
import type { Calendar } from "../data/calendar.ts";
import type { Interpretation } from "./interpret.ts";
import { joined } from "./joining/joined.ts";
import { type Lexicon, lexiconOf, stemsOfSubjects } from "./reading/lexicon.ts";
import { type Reader, type Reading, read } from "./reading/reading.ts";
import type { Dimension, Subject } from "./subject.ts";

/** What reads a question about one subject. */
export interface SubjectReader extends Reader {
  values: ReadonlyMap<Dimension, string[]>;
  reading(text: string): Reading;
}

/** What reads a question about each subject. */
export const readersOf = (
  subjects: readonly Subject[],
  valuesOf: (subject: Subject, dimension: Dimension) => string[],
  calendar: Calendar,
  foreign: ReadonlySet<string>,
): SubjectReader[] =>
  subjects.map((subject) => {
    const values = new Map(subject.dimensions.map((dimension) => [dimension, valuesOf(subject, dimension)]));
    const lexicon: Lexicon = lexiconOf(subject, (dimension) => values.get(dimension) ?? []);
    const siblings = stemsOfSubjects(subjects.filter((other) => other !== subject));
    const reader = { subject, lexicon, calendar, foreign, siblings, values };
    const reading = remembered((text) =>
      joined(read(text, reader), reader, (dimension) => values.get(dimension)?.length ?? 0),
    );
    return { ...reader, reading };
  });

/** What would be left out, and another table of this space knows. */
export const knownElsewhere = ({ apart, parts }: Interpretation, readers: readonly SubjectReader[]): string[] =>
  apart.filter((word) =>
    readers.some(({ subject, lexicon }) => subject !== parts.subject && lexicon.vocabulary.has(word)),
  );

/** A few values of a dimension, by its name. */
export const valuesNamed = ({ name }: Dimension, readers: readonly SubjectReader[]): string[] =>
  readers
    .flatMap(({ values }) => [...values].flatMap(([dimension, known]) => (dimension.name === name ? known : [])))
    .slice(0, 6);
