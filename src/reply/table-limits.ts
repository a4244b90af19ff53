/* How much of a result a message shows, on every platform. A platform with less room shows less. */

/** Rows. The whole result is behind the source's link, or in the attached file. */
export const shownRows = 20;

/** Columns. The names of the others are listed. */
export const shownColumns = 20;
