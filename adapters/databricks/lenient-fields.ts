import { z } from "zod";

/*
 * Fields that only add to a reply. In a form that is not documented they count as missing, so that the rest still
 * arrives; int64 may come as a string of digits, as JSON of protobuf has it.
 */

export const words = z.string().nullish().catch(undefined);

/** A value of any simple type, as text. */
export const value = z.union([z.string(), z.number(), z.boolean()]).transform(String).nullish().catch(undefined);

export const flag = z.boolean().nullish().catch(undefined);

/** Beyond this no number is a time. */
const mostMs = 8.64e15;

export const count = z
  .union([
    z.number().min(-mostMs).max(mostMs),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .nullish()
  .catch(undefined);
