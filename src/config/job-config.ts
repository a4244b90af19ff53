import { z } from "zod";
import { ChannelIds, PeopleIds } from "./id-lists.ts";
import { Rights } from "./identity-config.ts";
import { coerce, dayOf } from "./parameter-values.ts";
import { TriagePolicy } from "./triage-config.ts";

/* The part of concierge.yaml that says which jobs there are, and who may do what with them. */

/** How agents and jobs are called in logs and commands. */
export const Id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, "must be lower-case letters, digits and dashes, for example sales or platform-cost");

const Parameter = z
  .strictObject({
    type: z.enum(["string", "number", "integer", "boolean", "date"]).default("string"),
    required: z.boolean().default(false),
    default: z.union([z.string(), z.number(), z.boolean()]).transform(String).optional(),
    enum: z
      .array(z.union([z.string(), z.number()]))
      .nonempty("must name at least one value")
      .optional(),
    /** Of a number. */
    min: z.number().optional(),
    max: z.number().optional(),
    description: z.string().max(300).default(""),
  })
  .superRefine((parameter, context) => {
    const add = (path: PropertyKey[], message: string): void => context.addIssue({ code: "custom", path, message });
    const { type, min, max, enum: values = [], default: preset } = parameter;
    const today = dayOf(Date.now());
    for (const [index, value] of values.entries()) {
      const coerced = coerce({ type, min, max }, String(value), today);
      if ("wrong" in coerced) add(["enum", index], coerced.wrong);
    }
    for (const bound of ["min", "max"] as const)
      if (parameter[bound] !== undefined && type !== "number" && type !== "integer")
        add([bound], "is for numbers alone: set type to number or integer");
    if (min !== undefined && max !== undefined && min > max) add(["max"], `must be at least ${min}, which is min`);
    const coerced = preset === undefined ? undefined : coerce(parameter, preset, today);
    if (coerced && "wrong" in coerced) add(["default"], coerced.wrong);
  });
export type Parameter = z.infer<typeof Parameter>;

const Allow = z.strictObject({
  /** Who may start it; empty: everybody whom the bot answers. Administrators always may. */
  users: PeopleIds.default([]),
  /** The members of these `access.groups` may start it, too. */
  groups: z.array(z.string()).default([]),
  /** Where it may be started; empty: everywhere, else there alone and not in direct messages. */
  channels: ChannelIds.default([]),
  /** Only administrators may start it. */
  admins_only: z.boolean().default(false),
  /** Who may cancel its runs, besides administrators and the person who started one. */
  cancel: PeopleIds.default([]),
});

const policy = {
  /** What the supervisor does when it understands a sentence as the wish to start the job. */
  supervisor: z.enum(["allow", "confirm", "never"]).default("confirm"),
  allow: Allow.prefault({}),
  /** With whose rights in Databricks a run is started; left out: with the bot's own. */
  rights: Rights.optional(),
  /** What the bot does by itself when a run fails. */
  triage: TriagePolicy.prefault({}),
};

const notANumber = "must be the number of the job in Databricks";

export const JobConfig = z.strictObject({
  id: Id,
  name: z.string().min(1).max(60),
  description: z.string().max(1_000).default(""),
  job_id: z
    .union([z.string(), z.number().int(), z.bigint()], { error: notANumber })
    .transform(String)
    .pipe(z.string().regex(/^\d{1,19}$/, notANumber)),
  parameters: z.record(z.string().regex(/^[A-Za-z0-9_.-]+$/), Parameter).default({}),
  /** Ask the person before the job starts, however it was asked for. */
  confirm: z.boolean().default(false),
  /** Pass the person's words as the parameter `user_request`, also when it is not listed above. */
  user_request: z.boolean().default(false),
  ...policy,
});
export type JobConfig = z.infer<typeof JobConfig>;

/** Every job of the workspace that carries the tag may be started, as far as Databricks lets the bot see it. */
export const JobsFromTag = z.strictObject({
  key: z.string().min(1),
  value: z.string().exactOptional(),
  confirm: z.boolean().default(true),
  ...policy,
});
export type JobsFromTag = z.infer<typeof JobsFromTag>;
