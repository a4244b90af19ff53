/** So many pieces has a time to wait. */
const slices = 10;

/**
 * Does the work, and rejects with what `late` makes when it takes longer. While the process itself stands still, no more than
 * a tenth of the time passes: the answer may have come meanwhile, and Node.js looks at timers before it reads. `isOver`: what
 * is not sent yet must not be sent any more.
 */
export const withDeadline = async <T>(
  ms: number,
  work: (isOver: () => boolean) => Promise<T>,
  late: () => Error,
): Promise<T> => {
  const end = Promise.withResolvers<never>();
  let left = slices;
  const pass = (): void => {
    left -= 1;
    if (left > 0) timer = setTimeout(pass, ms / slices);
    // After whatever has come meanwhile.
    else setImmediate(() => end.reject(late()));
  };
  let timer = setTimeout(pass, ms / slices);
  try {
    return await Promise.race([work(() => left === 0), end.promise]);
  } finally {
    clearTimeout(timer);
    left = 0;
  }
};
