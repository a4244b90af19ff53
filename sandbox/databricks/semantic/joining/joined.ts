import type { Reader, Reading } from "../reading/reading.ts";
import { withAsked } from "./asked.ts";
import { inAskedUnit } from "./asked-units.ts";
import { withComparatives } from "./comparatives.ts";
import { withInclusions } from "./inclusions.ts";
import { withLevels } from "./levels.ts";
import { withLikeness } from "./likeness.ts";
import { withOccasions } from "./occasions.ts";
import { periodsTogether } from "./periods-together.ts";
import { restated } from "./restated.ts";
import { reworded } from "./rewordings.ts";
import { withStreaks } from "./streaks.ts";
import { withTenure } from "./tenure.ts";
import { withUniversals } from "./universals.ts";
import { inPlace, withApart, withDegrees } from "./verbs.ts";
import { type Sizes, withLimits } from "./wide-limits.ts";

/** A reading in which those pieces are one that mean one thing together. */
export const joined = ({ pieces, slips }: Reading, { subject, calendar }: Reader, sizes: Sizes): Reading => {
  const said = withLevels(withInclusions(withUniversals(withComparatives(pieces)), subject), subject);
  const timed = withOccasions(
    withStreaks(
      periodsTogether(
        withApart(
          withDegrees(
            inAskedUnit(inPlace(restated(reworded(withTenure(said, subject, calendar), subject), subject)), subject),
            subject,
          ),
          subject,
        ),
      ),
      calendar,
    ),
  );
  return { pieces: withAsked(withLikeness(withLimits(timed, subject, sizes), subject), subject), slips };
};
