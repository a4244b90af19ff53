export interface ClockDeps {
  /** What the machine believes, epoch ms: may be set at any moment. */
  wall?: () => number;
  /** Ms since any moment: never jumps. */
  steady?: () => number;
}

/** How much faster or slower the time goes while it approaches a wall clock that was set. */
const mostSkew = 0.1;

/**
 * Epoch ms for waits, deadlines and lifetimes. It follows the steady clock, so setting the wall clock neither shortens
 * nor prolongs them; the difference is made up gradually. Not for times that others compare with their own clocks, such
 * as those in signatures and tokens.
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
