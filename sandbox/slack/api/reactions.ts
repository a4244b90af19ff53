import { z } from "zod";
import { BOT } from "../seed.ts";
import { type Method, messageOf, method } from "./method.ts";
import { Refusal } from "./refusal.ts";

const Reaction = z.object({ channel: z.string(), timestamp: z.string(), name: z.string() });

export const reactions: Method[] = [
  method("reactions.add", 3, Reaction, ({ channel, timestamp, name }, slack) => {
    if (!/^[a-z0-9_'+-]+(::skin-tone-[2-6])?$/.test(name)) throw new Refusal("invalid_name");
    const message = messageOf(slack, channel, timestamp);
    const reaction = message.reactions.find((one) => one.name === name);
    if (reaction?.users.includes(BOT.user)) throw new Refusal("already_reacted");
    if (reaction) reaction.users.push(BOT.user);
    else message.reactions.push({ name, users: [BOT.user] });
    slack.workspace.seen(message.channel);
    return {};
  }),

  method("reactions.remove", 2, Reaction, ({ channel, timestamp, name }, slack) => {
    const message = messageOf(slack, channel, timestamp);
    const reaction = message.reactions.find((one) => one.name === name && one.users.includes(BOT.user));
    if (!reaction) throw new Refusal("no_reaction");
    reaction.users = reaction.users.filter((user) => user !== BOT.user);
    message.reactions = message.reactions.filter((one) => one.users.length > 0);
    slack.workspace.seen(message.channel);
    return {};
  }),
];
