import { z } from "zod";
import { Actor } from "../actor.ts";
import { Json } from "../json.ts";
import { Place } from "../place.ts";

/** Something that happened, kept so that it can be looked up later. */
export const JournalEntry = z.object({
  /** Names it for ever. */
  id: z.string(),
  /** Epoch ms. */
  at: z.number(),
  /** What happened, in a word: `start`, `cancel`. Each view of the journal has its own kinds. */
  kind: z.string(),
  actor: Actor,
  place: Place.pick({ platform: true, channelId: true, thread: true }),
  /** What it is about: a job by its id in our configuration, a run by its number, an agent by its id. */
  job: z.string().optional(),
  run: z.string().optional(),
  agent: z.string().optional(),
  /** How it ended. */
  outcome: z.string(),
  details: z.record(z.string(), Json),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** What is known later of an entry: a new outcome, and details that are added or replaced by name. */
interface Amendment {
  outcome?: string;
  details?: Record<string, Json>;
}

/** Entries that fit everything that is given. */
export interface JournalQuery {
  /** Epoch ms, included. */
  from?: number;
  /** Epoch ms, not included. */
  until?: number;
  kinds?: readonly string[];
  actor?: Pick<Actor, "platform" | "tenant" | "user">;
  thread?: string;
  job?: string;
  run?: string;
  agent?: string;
}

/** Nothing but `remove` takes an entry away before its time, and nothing changes what happened, when, where, or by whom. */
export interface Journal {
  /** Adds an entry, once per id: a later one of the same id changes nothing. */
  append(entry: JournalEntry): Promise<void>;
  /** Lays an amendment over an entry. False: there is no such entry. */
  amend(id: string, amendment: Amendment): Promise<boolean>;
  /** The entries that fit, oldest first; entries of one moment in the order in which they were added. Read page by page. */
  query(query: JournalQuery): AsyncIterable<JournalEntry>;
  /** Takes an entry away for good: for the data of a person who is to be forgotten. False: there is no such entry. */
  remove(id: string): Promise<boolean>;
}
