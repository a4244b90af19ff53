import type { Reading } from "../reading/reading.ts";
import type { Subject } from "../subject.ts";
import { withAsked } from "./asked.ts";
import { withLikeness } from "./likeness.ts";
import { withOccasions } from "./occasions.ts";
import { periodsTogether } from "./periods-together.ts";
import { inPlace, withDegrees } from "./verbs.ts";
import { type Sizes, withLimits } from "./wide-limits.ts";

/** A reading in which those pieces are one that mean one thing together. */
export const joined = ({ pieces, slips }: Reading, subject: Subject, sizes: Sizes): Reading => {
  const timed = withOccasions(periodsTogether(withDegrees(inPlace(pieces), subject)));
  return { pieces: withAsked(withLikeness(withLimits(timed, subject, sizes), subject), subject), slips };
};
