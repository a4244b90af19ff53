import { z } from "zod";

export const Json: z.ZodType<Json> = z.json() as z.ZodType<Json>;
/** A property that is undefined is left out when it is stored. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };
