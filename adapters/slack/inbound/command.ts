import { z } from "zod";
import { placeOfCommand } from "../address.ts";
import { extra, optional, text } from "./fields.ts";
import { actorOf, type Installation, isExternal } from "./organisation.ts";
import { act, type Reading, unreadable } from "./reading.ts";
import { typedText } from "./typed-text.ts";

/** Reads a slash command. Its text is the message, whatever the command is called. */
export const readCommand = (body: unknown, known: Installation): Reading => {
  const command = Command.safeParse(body);
  if (!command.success) return unreadable("command", command.error);
  const { team_id: home, enterprise_id, channel_id, user_id: user, user_name: name, trigger_id } = command.data;
  const ours = { ...known, team: known.team ?? home };
  const origin = { user, name, home, enterprises: [enterprise_id] };
  return act({
    kind: "message",
    id: `slack:${ours.team}:command:${trigger_id}`,
    place: placeOfCommand(ours.team, channel_id, `command:${trigger_id}`, user),
    actor: actorOf(origin, ours),
    external: isExternal(origin, ours),
    trigger: trigger_id,
    text: typedText(command.data.text, ours.bot),
    entry: "command",
  });
};

const Command = z.object({
  team_id: z.string(),
  enterprise_id: optional(z.string()),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: extra(z.string()),
  text,
  trigger_id: z.string(),
});
