import { z } from "zod";

/* Lists of people and channels. The platforms tell their ids alone, so a name or an address there would match nobody. */

const Person = z
  .string()
  .refine(
    (id) => !id.includes("@"),
    "must be the id of a Slack user, such as U0123456789, or the object id of a person in Teams; names and e-mail addresses are not looked up",
  );

export const PeopleIds = z.array(Person);

export const ChannelId = z
  .string()
  .min(1)
  .refine((id) => !id.startsWith("#"), "must be the id of a channel, such as C0123456789, and not its name");

export const ChannelIds = z.array(ChannelId);
