import type { Calendar } from "../../data/calendar.ts";
import type { Reader, Reading } from "../reading/reading.ts";
import type { Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";
import { withAsked } from "./asked.ts";
import { inAskedUnit } from "./asked-units.ts";
import { withBothEnds } from "./both-ends.ts";
import { withComparatives } from "./comparatives.ts";
import { withInclusions } from "./inclusions.ts";
import { withLevels } from "./levels.ts";
import { withLightVerbs } from "./light-verbs.ts";
import { withLikeness } from "./likeness.ts";
import { withMissing } from "./missing.ts";
import { restated } from "./restated.ts";
import { reworded } from "./rewordings.ts";
import { withOccasions } from "./time/occasions.ts";
import { periodsTogether } from "./time/periods-together.ts";
import { withRecency } from "./time/recency.ts";
import { withChangeSince } from "./time/since.ts";
import { withStreaks } from "./time/streaks.ts";
import { withTenure } from "./time/tenure.ts";
import { toldOtherwise } from "./told-otherwise.ts";
import { withUniversals } from "./universals.ts";
import { inPlace, withApart, withDegrees } from "./verbs.ts";
import { type Sizes, withLimits } from "./wide-limits.ts";

interface Context {
  subject: Subject;
  calendar: Calendar;
  sizes: Sizes;
}

/** A reading in which those pieces are one that mean one thing together. */
export const joined = ({ pieces, slips }: Reading, { subject, calendar }: Reader, sizes: Sizes): Reading => ({
  pieces: steps.reduce<Piece[]>((read, step) => step(read, { subject, calendar, sizes }), pieces),
  slips,
});

/** In this order: each reads what those before it have made. */
const steps: readonly ((pieces: readonly Piece[], context: Context) => Piece[])[] = [
  (pieces, { calendar }) => withChangeSince(pieces, calendar),
  (pieces, { subject }) => withRecency(pieces, subject),
  withComparatives,
  withBothEnds,
  withMissing,
  (pieces, { subject }) => withUniversals(pieces, subject),
  (pieces, { subject }) => withInclusions(pieces, subject),
  (pieces, { subject }) => withLevels(pieces, subject),
  (pieces, { subject }) => withLightVerbs(pieces, subject),
  (pieces, { subject, calendar }) => withTenure(pieces, subject, calendar),
  (pieces, { subject }) => toldOtherwise(pieces, subject),
  (pieces, { subject }) => reworded(pieces, subject),
  (pieces, { subject }) => restated(pieces, subject),
  inPlace,
  (pieces, { subject }) => inAskedUnit(pieces, subject),
  (pieces, { subject }) => withDegrees(pieces, subject),
  (pieces, { subject }) => withApart(pieces, subject),
  periodsTogether,
  (pieces, { calendar }) => withStreaks(pieces, calendar),
  withOccasions,
  (pieces, { subject, sizes }) => withLimits(pieces, subject, sizes),
  (pieces, { subject }) => withLikeness(pieces, subject),
  (pieces, { subject }) => withAsked(pieces, subject),
];
