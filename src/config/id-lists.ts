import { z } from "zod";
import { isEmailAddress } from "../text/email-address.ts";

/* Lists of people, channels and addresses. The platforms tell their ids alone, so a name or an address there would match nobody. */

const Person = z
  .string()
  .refine(
    (id) => !/[@\s]/.test(id),
    "must be the id of a Slack user, such as U0123456789, or the object id of a person in Teams; names and e-mail addresses are not looked up",
  )
  // Some tools of Microsoft show object ids in capitals; activities bring them in small letters.
  .transform((id) => (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id) ? id.toLowerCase() : id));

export const PeopleIds = z.array(Person);

const Tenant = z
  .string()
  .refine(
    (id) => !/[@\s./]/.test(id),
    "must be the id of a Slack team, such as T0123456789, or of a tenant in Entra; names and domains are not looked up",
  );

export const TenantIds = z.array(Tenant);

export const ChannelId = z
  .string()
  .min(1)
  .refine((id) => !id.startsWith("#"), "must be the id of a channel, such as C0123456789, and not its name");

export const ChannelIds = z.array(ChannelId);

/** Found out here, and not when somebody has to be called. */
export const EmailAddresses = z.array(z.string().refine(isEmailAddress, "is no e-mail address"));
