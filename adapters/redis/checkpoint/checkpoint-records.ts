import { z } from "zod";
import { type StoredCheckpoint, type StoredWrite, Values } from "../../checkpoint/checkpoint-store.ts";

/* How checkpoints and writes are written in Redis. The scripts of the checkpoint store read them too. */

/** The namespace as the beginning of a member of the index. A JSON string: none is the beginning of another. */
export const space = (ns: string): string => JSON.stringify(ns);

export const readMember = (member: string): { ns: string; id: string } => {
  const beginning = member.match(/^"(?:[^"\\]|\\.)*"/)?.[0] ?? "";
  return { ns: z.string().parse(JSON.parse(beginning)), id: member.slice(beginning.length) };
};

const Record = z.tuple([z.string().nullable(), z.string(), z.string(), Values]);

export const writeRecord = ({ parent, body, metadata, values }: StoredCheckpoint): string =>
  JSON.stringify([parent ?? null, body, metadata, values]);

export const readRecord = (stored: string): Omit<StoredCheckpoint, "id"> => {
  const [parent, body, metadata, values] = Record.parse(JSON.parse(stored));
  return { parent: parent ?? undefined, body, metadata, values };
};

/** The key that distinguishes the writes of a checkpoint. */
export const keyOfWrite = ({ task, index }: StoredWrite): string => JSON.stringify([task, index]);

const Line = z.tuple([z.string(), z.number(), z.string(), z.string(), z.string()]);

/** A write as one line: its key, a tab, and the write. */
export const writeLine = (write: StoredWrite): string =>
  `${keyOfWrite(write)}\t${JSON.stringify([write.task, write.index, write.channel, write.value, write.path])}`;

/** Writes by task, then index. */
export const readLines = (lines: string): StoredWrite[] =>
  lines.split("\n").filter(Boolean).map(readLine).toSorted(byTaskAndIndex);

const readLine = (line: string): StoredWrite => {
  const [task, index, channel, value, path] = Line.parse(JSON.parse(line.slice(line.indexOf("\t") + 1)));
  return { task, index, channel, value, path };
};

const byTaskAndIndex = (one: StoredWrite, other: StoredWrite): number => {
  if (one.task !== other.task) return one.task < other.task ? -1 : 1;
  return one.index - other.index;
};
