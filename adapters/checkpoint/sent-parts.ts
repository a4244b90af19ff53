import { z } from "zod";
import type { IsSeen } from "./checkpoint-store.ts";
import { isList, isPart, nameOf, type Parts } from "./parts.ts";

/**
 * What of these entries, and of all below them, goes to the store: `sent` with their texts; `left` are those that the store
 * has already, with everything below them.
 */
export const partsToSend = (
  entries: string[],
  parts: Parts,
  isStored: IsSeen,
): { sent: [string, string][]; left: string[] } => {
  const sent = new Map<string, string>();
  const left = new Set<string>();
  const open = entries.filter(isPart);
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const name = nameOf(entry);
    const text = parts.get(name);
    if (sent.has(entry)) continue;
    if (text === undefined || isStored(name)) {
      left.add(entry);
      continue;
    }
    sent.set(entry, text);
    if (isList(entry)) open.push(...Entries.parse(JSON.parse(text)).filter(isPart));
  }
  return { sent: [...sent], left: [...left] };
};

const Entries = z.array(z.string());
