import { createHash, randomBytes } from "node:crypto";

/** Id of a conversation, message or attachment: 32 hex digits that begin as the live ones do. */
export const genieId = (): string => `01f0${randomBytes(14).toString("hex")}`;

/** The same id for the same name on every start. */
export const namedId = (name: string): string => `01f0${createHash("sha256").update(name).digest("hex").slice(0, 28)}`;

/** Id of a SQL statement: the same digits as a UUID with dashes. */
export const statementId = (): string => genieId().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** A number in [0, 1) that depends on the text alone. */
export const fraction = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE(0) / 2 ** 32;
