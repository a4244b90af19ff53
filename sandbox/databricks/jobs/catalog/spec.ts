/** Permission levels of a job; each includes the ones before it. */
export const LEVELS = ["CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE", "IS_OWNER"] as const;
export type Level = (typeof LEVELS)[number];

export type Parameters = Record<string, string>;

export interface TaskSpec {
  key: string;
  /** What it runs, as the wire has it: `{ notebook_task: … }`. */
  work: Record<string, object>;
  /** Keys of the tasks it waits for. */
  after: readonly string[];
  runIf: "ALL_SUCCESS" | "AT_LEAST_ONE_SUCCESS";
  /** Its share of the run's time. */
  weight: number;
  /** What get-output says after a success, without the metadata. */
  output: (parameters: Parameters) => Record<string, unknown>;
}

export interface JobSpec {
  id: string;
  name: string;
  description: string;
  tags: Record<string, string>;
  parameters: readonly { name: string; default: string }[];
  tasks: readonly TaskSpec[];
  /** Usual length of a run. */
  seconds: number;
  maxConcurrentRuns: number;
  /** The task that a scripted failure affects. */
  weak: string;
  /** An optional task: when it fails, the run succeeds with failures. */
  spare?: string;
  schedule?: { quartz_cron_expression: string; timezone_id: string };
  /** By the token's user name. */
  access: Record<string, Level>;
  /** Digits of the ids of its runs. */
  digits: 15 | 19;
}
