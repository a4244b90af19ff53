import { z } from "zod";
import { ChannelIds, PeopleIds, TenantIds } from "./id-lists.ts";
import { Id } from "./job-config.ts";

/* The part of concierge.yaml that says who may ask what, and the groups of people that its lists may name. */

/** Who may ask an agent. */
export const AgentAllow = z.strictObject({
  /** These people; with `groups` empty as well: everybody whom the bot answers. Administrators always may. */
  users: PeopleIds.default([]),
  /** The members of these `access.groups`. */
  groups: z.array(z.string()).default([]),
  /** Where it may be asked; empty: everywhere, else there alone. Administrators may ask it in direct messages, too. */
  channels: ChannelIds.default([]),
  admins_only: z.boolean().default(false),
});

export const Access = z.strictObject({
  admins: PeopleIds.default([]),
  /** Empty: everybody in the workspace. */
  users: PeopleIds.default([]),
  /** Names for lists of people, for `allow.groups` of agents and jobs. */
  groups: z.record(Id, PeopleIds.min(1, "is empty: list ids of people")).default({}),
  /** Empty: every channel that the bot is in. */
  channels: ChannelIds.default([]),
  /** Slack team ids and Teams tenant ids. Empty: the workspaces that the bot is installed in. */
  tenants: TenantIds.default([]),
  /** Where agents marked `sensitive` answer, besides direct messages. */
  sensitive_channels: ChannelIds.default([]),
  /** Answer in channels that are shared with another organisation, and people who belong to one. */
  external: z.boolean().default(false),
  /** Answer guest accounts, too. */
  guests: z.boolean().default(false),
});
export type Access = z.infer<typeof Access>;

/** What is kept of who asked and did what. */
export const AuditConfig = z.strictObject({
  days: z.number().int().min(1).max(3_650).default(400),
  /**
   * Keep the words of questions, SQL, answers that were voted on, comments, errors, and what people asked of jobs or asked
   * to be remembered; false: only who, what, when and how it ended.
   */
  texts: z.boolean().default(true),
});

/** Reports every group that is named and does not exist, at its place. */
export const knownGroups = (
  context: z.RefinementCtx,
  groups: Access["groups"],
  named: readonly { path: (string | number)[]; allow: { groups: string[] } | undefined }[],
): void => {
  for (const { path, allow } of named)
    for (const [index, group] of (allow?.groups ?? []).entries())
      if (!Object.hasOwn(groups, group))
        context.addIssue({
          code: "custom",
          path: [...path, "allow", "groups", index],
          message: `${group} is not one of access.groups`,
        });
};

interface Allowing {
  allow?: { users: string[]; groups: string[] } | undefined;
}

/** What is allowed to groups, allowed to their members by name. */
export const withMembers = <
  Shape extends {
    agents?: Allowing[] | undefined;
    jobs: Allowing[];
    jobs_from_tag?: Allowing | undefined;
    access: Access;
  },
>(
  file: Shape,
): Shape => {
  const spelled = <Each extends Allowing>(each: Each): Each => {
    const { allow } = each;
    if (!allow) return each;
    return {
      ...each,
      allow: { ...allow, users: [...allow.users, ...allow.groups.flatMap((name) => file.access.groups[name] ?? [])] },
    };
  };
  return {
    ...file,
    ...(file.agents && { agents: file.agents.map(spelled) }),
    jobs: file.jobs.map(spelled),
    ...(file.jobs_from_tag && { jobs_from_tag: spelled(file.jobs_from_tag) }),
  };
};
