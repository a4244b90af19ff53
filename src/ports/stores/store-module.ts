import type { z } from "zod";
import type { Log } from "../../logging/log.ts";
import type { AddMistake, ProbeResult, Variables } from "../setup.ts";
import type { Journal } from "./journal.ts";
import type { Stores } from "./stores.ts";

/* A backend for everything durable as one object. adapters/stores.ts lists them all, the preferred ones first. */

/** What other settings say that concerns a store. */
interface StoreContext {
  /** Folder for files. */
  dataDir: string;
  addMistake: AddMistake;
}

interface StoreDeps {
  /** Tells the stores of several programs apart: first part of keys, or name of a file. */
  name: string;
  log: Log;
  /** How long a conversation is remembered after its last use. */
  conversationTtlMs: number;
  /** How long the journal is kept. */
  journalTtlMs: number;
  /** Checkpoints kept of a thread. */
  keepCheckpoints: number;
}

/** What is kept so that it can be looked up, opened for reading: also while the bot runs. */
export interface OpenedJournal {
  journal: Journal;
  close(): void;
}

/** What an adapter says about its backend. */
export interface StoreDefinition<Shape extends z.ZodRawShape, Settings extends object> {
  /** What people call it. */
  readonly title: string;
  environment: Variables<Shape>;
  /** Checks what is set. Undefined: the environment asks for another store. */
  settings(env: z.output<Variables<Shape>>, context: StoreContext): Settings | undefined;
  /** Loads the adapter and opens it. */
  open(settings: Settings, deps: StoreDeps): Promise<Stores>;
  openJournal(settings: Settings, log: Log): Promise<OpenedJournal>;
  /** Tells whether the bot can keep what it must keep. May reject with a Problem. */
  probe(settings: Settings): Promise<ProbeResult[]>;
}

/** The store that the environment asks for. */
export interface ConfiguredStore {
  readonly title: string;
  readonly settings: unknown;
  open(deps: StoreDeps): Promise<Stores>;
  openJournal(log: Log): Promise<OpenedJournal>;
  probe(): Promise<ProbeResult[]>;
}

export interface StoreModule {
  readonly title: string;
  readonly environment: Variables;
  /** The store with the settings of this environment; undefined: the environment asks for another one. */
  configure(env: Record<string, unknown>, context: StoreContext): ConfiguredStore | undefined;
}

/** A definition without the type of its settings, so that all stores fit in one list. */
export const storeModule = <Shape extends z.ZodRawShape, Settings extends object>(
  definition: StoreDefinition<Shape, Settings>,
): StoreModule => {
  const { title, environment } = definition;
  const configured = (settings: Settings): ConfiguredStore => ({
    title,
    settings,
    open: (deps) => definition.open(settings, deps),
    openJournal: (log) => definition.openJournal(settings, log),
    probe: () => definition.probe(settings),
  });
  return {
    title,
    environment,
    configure: (env, context) => {
      const settings = definition.settings(environment.parse(env), context);
      return settings && configured(settings);
    },
  };
};
