import { z } from "zod";
import type { Databricks } from "../databricks/service.ts";
import type { Route } from "../wire.ts";
import { call } from "./answer.ts";

const Script = z.strictObject({
  match: z.string().min(1),
  error: z.string().exactOptional(),
  text: z.string().exactOptional(),
  status: z.string().exactOptional(),
  hang: z.boolean().exactOptional(),
  lostConversation: z.boolean().exactOptional(),
});

/** How Genie answers next, and what it was asked. */
export const databricksRoutes = (databricks: Databricks): Route[] => [
  call("POST", "databricks/pace", z.object({ factor: z.number().min(0).max(1_000) }), ({ factor }) => {
    databricks.setPace(factor);
    return { ok: true };
  }),
  call("POST", "databricks/question", Script, (script) => {
    databricks.scriptQuestion(script);
    return { ok: true };
  }),
  call("GET", "databricks/questions", z.object({}), () => databricks.questions()),
];
