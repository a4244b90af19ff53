export interface ClockDeps {
  /** What the machine believes, epoch ms: may be set at any moment. */
  wall?: () => number;
  /** Ms since any moment: never jumps. */
  steady?: () => number;
}

/** How much faster or slower the time goes while it approaches a wall clock that was set. */
const mostSkew = 0.1;

/**
 * Epoch ms for everything that lasts: a wait, a deadline, an end of life. It goes with the steady clock, so whoever sets
 * the wall clock neither ends what has time nor holds up what is due; the difference is made up for little by little. A
 * moment that others compare with their own clocks (a signature, a token) is no matter of this one.
 */
export const createClock = ({ wall = () => Date.now(), steady = () => performance.now() }: ClockDeps = {}) => {
  let at = steady();
  let time = wall();
  return (): number => {
    const passed = steady() - at;
    at += passed;
    const missing = wall() - (time + passed);
    const most = passed * mostSkew;
    time += passed + Math.min(Math.max(missing, -most), most);
    return Math.round(time);
  };
};

/** The clock of this process. */
export const clock = createClock();
