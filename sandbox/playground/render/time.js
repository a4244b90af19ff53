const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const exact = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

/** `10:32` in the reader's own time; `at` is epoch ms. */
export const clock = (at) => time.format(at);

/** `10:32:05.123`. */
export const clockExact = (at) => exact.format(at);

/** `Friday, 20 November`, or `Today`. */
export const dayName = (at) => (day.format(at) === day.format(Date.now()) ? "Today" : day.format(at));

/** A span of time as a person would say it: `0.4 s`, `12 s`, `3 min 5 s`. */
export const span = (ms) => {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  return `${Math.floor(Math.round(seconds) / 60)} min ${Math.round(seconds) % 60} s`;
};
