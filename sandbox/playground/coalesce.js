/**
 * `work` as a function that may be called at any time and as often as one likes: runs never overlap, and calls during a
 * run cause one more run after it. `failed(error)` hears of a run that rejected.
 */
export const coalesced = (work, failed) => {
  let state = "idle";
  const run = async () => {
    while (state === "wanted") {
      state = "running";
      await work().catch(failed);
    }
    state = "idle";
  };
  return () => {
    const idle = state === "idle";
    state = "wanted";
    if (idle) void run();
  };
};
