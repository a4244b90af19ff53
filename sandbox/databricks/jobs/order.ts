import { z } from "zod";
import { invalidParameter } from "../errors.ts";
import type { Caller } from "../people.ts";
import type { Access } from "./access.ts";
import { parseBody } from "./body.ts";
import { Int64 } from "./int64.ts";
import type { Order } from "./runs/runs.ts";

const Texts = z.record(z.string(), z.string());

const RunNow = z.object({
  job_id: Int64,
  idempotency_token: z.string().max(64, "the token must not be longer than 64 characters").optional(),
  job_parameters: Texts.optional(),
  notebook_params: Texts.optional(),
  jar_params: z.array(z.string()).optional(),
  queue: z.object({ enabled: z.boolean() }).optional(),
});

/** Reads a run-now request. */
export const orderOf = (access: Access, body: unknown, caller: Caller): Order => {
  const order = parseBody(RunNow, body);
  const job = access.job(order.job_id, caller, "CAN_MANAGE_RUN");
  if (order.notebook_params && order.jar_params)
    throw invalidParameter("notebook_params cannot be specified in conjunction with jar_params.");
  for (const name of ["job_parameters", "notebook_params", "jar_params"] as const)
    if (Buffer.byteLength(JSON.stringify({ [name]: order[name] })) > MOST_BYTES)
      throw invalidParameter(`The JSON representation of ${name} cannot exceed ${MOST_BYTES} bytes.`);
  return {
    job,
    creator: caller.user,
    token: order.idempotency_token,
    parameters: order.job_parameters ?? {},
    notebookParameters: order.notebook_params,
    queue: order.queue?.enabled ?? true,
  };
};

const MOST_BYTES = 10_000;
