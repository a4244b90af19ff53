import { createHash } from "node:crypto";

/*
 * Ids of traces and spans are made of what the traced thing is called everywhere else. So every replica knows the trace
 * of a turn and the parent of a span without being told, and a span that is made again after a crash is the same one.
 */

export const traceIdOf = (key: string): string => digest(`trace ${key}`).slice(0, 32);

export const spanIdOf = (key: string): string => digest(`span ${key}`).slice(0, 16);

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
