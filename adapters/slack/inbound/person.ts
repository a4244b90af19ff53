import { z } from "zod";
import { extra, optional } from "./fields.ts";
import type { Installation, Origin } from "./organisation.ts";

/** The fields of every interaction that tell the person and the workspace. */
export const interaction = {
  user: z.object({
    id: z.string(),
    name: extra(z.string()),
    username: extra(z.string()),
    team_id: optional(z.string()),
  }),
  team: optional(z.object({ id: optional(z.string()), enterprise_id: optional(z.string()) })),
  enterprise: optional(z.object({ id: optional(z.string()) })),
  trigger_id: extra(z.string()),
};

const Interaction = z.object(interaction);

/** Who did it, and our installation, completed from the payload. */
export const originOf = (
  { user, team, enterprise }: z.infer<typeof Interaction>,
  known: Installation,
): { origin: Origin; ours: Installation & { team: string } } => {
  const home = user.team_id ?? team?.id ?? "";
  return {
    origin: {
      user: user.id,
      name: user.name ?? user.username,
      home,
      enterprises: [team?.enterprise_id, enterprise?.id],
    },
    ours: { ...known, team: known.team ?? team?.id ?? home },
  };
};
