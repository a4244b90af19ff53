import type { z } from "zod";
import type { Route, WireReply, WireRequest } from "../wire.ts";

/** A request that cannot be done; `message` says why and what would be right. */
export class Bad extends Error {
  readonly status: 400 | 404;

  constructor(message: string, status: 400 | 404 = 400) {
    super(message);
    this.status = status;
  }
}

/** A call of the control API: JSON in, JSON out, and a 400 that says what is wrong. */
export const call = <Input>(
  method: "GET" | "POST",
  path: string,
  input: z.ZodType<Input>,
  run: (input: Input) => unknown,
): Route => ({
  method,
  path: `/control/${path}`,
  handle: async (request) => {
    try {
      return { status: 200, body: await run(parsed(input, given(method, request))) };
    } catch (error) {
      if (error instanceof Bad) return failed(error.message, error.status);
      throw error;
    }
  },
});

export const failed = (error: string, status: number): WireReply => ({ status, body: { error } });

/** A page of somewhere else can send a form here unasked, but no JSON. */
const given = (method: "GET" | "POST", request: WireRequest): unknown => {
  if (method === "GET") return Object.fromEntries(request.query);
  if (request.raw.length === 0) return {};
  return request.headers["content-type"]?.includes("json") ? request.body : undefined;
};

const parsed = <Input>(schema: z.ZodType<Input>, value: unknown): Input => {
  if (typeof value !== "object" || value === null)
    throw new Bad("The body must be a JSON object, sent with content-type application/json.");
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`);
  throw new Bad(lines.join("; "));
};
