/**
 * How far a message has come, counted in natural milliseconds: those that a live Genie would have needed. `pace` is how
 * many real milliseconds one of them takes; 0: everything is over at once. No timers: everything follows from the time.
 */
export interface Course {
  /** Real time, epoch ms, at which `natural` had passed. */
  since: number;
  natural: number;
  pace: number;
}

export const begun = (now: number, pace: number): Course => ({ since: now, natural: 0, pace });

export const elapsed = (course: Course, now: number): number =>
  course.pace === 0 ? Number.POSITIVE_INFINITY : course.natural + (now - course.since) / course.pace;

/** The same message from now on at another pace; what was over at once stays so. */
export const repaced = (course: Course, now: number, pace: number): Course =>
  course.pace === 0 ? course : { since: now, natural: elapsed(course, now), pace };

/** Real time at which a natural moment comes. */
export const momentOf = (course: Course, natural: number): number =>
  Math.round(course.since + (natural - course.natural) * course.pace);
