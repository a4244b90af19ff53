import type { PassReport } from "./pass.ts";

/** What has to be true after a pass, and is not. */
export const faultsOf = ({ fate, outsider, ends }: PassReport): string[] => [
  ...fate.lost.map((one) => `LOST ${one}`),
  ...fate.doubled.map((one) => `DOUBLED ${one}`),
  ...outsider.map((one) => `ERROR LINE without a cause of ours: ${one}`),
  ...ends.map((one) => `STOPPED ${one}`),
];

/** The goal for the 99th percentile of the event loop's delay, ms. It is reported, and no fault: machines differ. */
const goalMs = 100;

/** The lines that a person reads. */
export const linesOf = (report: PassReport): string[] => {
  const { fate, vitals, machine, logged, restarts, noise, left } = report;
  const { p50, p99, worstP99, max } = vitals.delayMs;
  const { start, end, growth, seconds } = vitals.memory;
  return [
    `event loop: p50 ${p50} ms, p99 ${p99} ms (goal: under ${goalMs}; worst 2 s: ${worstP99}), longest ${max} ms, in ${vitals.looks} looks`,
    `machine: a thread that does nothing was woken with a delay of p99 ${machine.p99} ms, longest ${machine.max} ms`,
    `memory: ${start} MB at the start, ${end} MB at the end, growth ${growth} MB in the ${seconds} s of the longest life`,
    `questions and other messages: ${fate.asked} asked, ${fate.answered} answered, ${fate.cancelled} cancelled, ${sum(fate.sentences)} ended with a sentence; ${fate.replied} hostile texts and jobs got their reply`,
    `lost ${fate.lost.length}, doubled ${fate.doubled.length}, first signs left behind in Teams ${fate.orphans}`,
    `restarts: ${restarts.killed} killed, ${restarts.stopped} stopped; ${noise} unsigned requests; ends of its own: ${report.ends.length}`,
    `errors: ${counted(logged.errors)}`,
    `warnings: ${counted(logged.warnings)}`,
    ...(left.length > 0 ? [`left in the queue: ${left.join(", ")}`] : []),
    "sentences:",
    ...sorted(fate.sentences).map(([text, count]) => `  ${count} × ${text}`),
  ];
};

const sorted = (counts: Record<string, number>): [string, number][] =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 12);

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, one) => all + one, 0);

const counted = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([event, count]) => `${event} ${count}`)
    .join(", ") || "none";
