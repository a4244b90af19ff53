import { z } from "zod";
import { ChannelId, EmailAddresses } from "./id-lists.ts";
import { Id } from "./job-config.ts";

/* What the supervisor may use besides the agents. Each tool is off unless it is set. */

const webUrl = z.url({ protocol: /^https?$/, error: "must be an address that begins with https://" });

const Runbooks = z.strictObject({
  /** Folder or Git checkout with Markdown files. */
  folder: z.string().min(1),
  /** Where its files can be read in a browser. */
  url: webUrl.optional(),
});

const Dashboard = z.strictObject({
  title: z.string().min(1).max(150),
  url: webUrl,
  description: z.string().max(500).default(""),
  keywords: z.array(z.string().max(60)).max(50).default([]),
});

const AlertTargetConfig = z
  .strictObject({
    id: Id,
    name: z.string().min(1).max(60),
    /** Other words for it: `on-call team`. */
    words: z.array(z.string().min(1).max(60)).max(20).default([]),
    channel: ChannelId.optional(),
    email: EmailAddresses.default([]),
    incident: z.boolean().default(false),
  })
  .refine(({ channel, email, incident }) => channel !== undefined || email.length > 0 || incident, {
    error: "reaches nobody: set channel, email or incident",
  });
export type AlertTarget = z.infer<typeof AlertTargetConfig>;

export const ToolConfig = z.strictObject({
  runbooks: Runbooks.optional(),
  dashboards: z.array(Dashboard).max(500).default([]),
  /** Also find the dashboards that the bot can see in Databricks. */
  lakeview: z.boolean().default(false),
  alerts: z
    .array(AlertTargetConfig)
    .max(20)
    .default([])
    .superRefine((targets, context) => {
      for (const [index, { id }] of targets.entries())
        if (targets.findIndex((one) => one.id === id) < index)
          context.addIssue({
            code: "custom",
            path: [index, "id"],
            message: `${id} is already the id of another alert`,
          });
    }),
});
export type ToolConfig = z.infer<typeof ToolConfig>;

/** Names that no agent may have. */
export const toolIds = ["runbooks", "dashboards", "web-search", "alert"];
