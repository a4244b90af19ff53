import { Refusal } from "../errors.ts";

/** Calls a second that one workspace may make. */
export const RATES: Readonly<Record<string, number>> = {
  "POST /api/2.2/jobs/run-now": 20,
  "GET /api/2.2/jobs/runs/get": 100,
  "GET /api/2.2/jobs/runs/list": 30,
  "GET /api/2.2/jobs/runs/get-output": 20,
  "POST /api/2.2/jobs/runs/cancel": 10,
  "POST /api/2.2/jobs/runs/repair": 5,
  "GET /api/2.2/jobs/get": 20,
  "GET /api/2.2/jobs/list": 20,
};

/** Refuses a call that is one too many within a second. */
export const createRates = (now: () => number) => {
  const calls = new Map<string, number[]>();
  return {
    admit: (call: string): void => {
      const rate = RATES[call];
      if (rate === undefined) return;
      const recent = (calls.get(call) ?? []).filter((at) => at > now() - 1_000);
      calls.set(call, recent);
      if (recent.length >= rate)
        throw new Refusal(
          429,
          "REQUEST_LIMIT_EXCEEDED",
          `Rate limit of ${rate} requests per second exceeded for ${call}.`,
        );
      recent.push(now());
    },
    reset: (): void => calls.clear(),
  };
};
