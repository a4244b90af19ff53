import type { z } from "zod";
import type { Log } from "../logging/log.ts";
import type { Notifier } from "./notifier.ts";
import type { AddMistake, ProbeResult, Variables } from "./setup.ts";

/* A notifier as one object. adapters/notifiers.ts lists them all; nothing else in the program names one. */

/** What an adapter says about its service. */
export interface NotifierDefinition<Shape extends z.ZodRawShape, Settings extends object> {
  /** The notifier's name: `mail`. */
  readonly name: string;
  environment: Variables<Shape>;
  /** Checks what is set. Undefined: it is off. */
  settings(env: z.output<Variables<Shape>>, addMistake: AddMistake): Settings | undefined;
  /** Loads the adapter; connects to nothing yet. */
  open(settings: Settings, log: Log): Promise<Notifier>;
  /** Tries address and credentials; sends nothing. May reject with a Problem. */
  probe(settings: Settings): Promise<ProbeResult[]>;
}

/** A notifier that is switched on. */
export interface ConfiguredNotifier {
  readonly name: string;
  readonly settings: unknown;
  open(log: Log): Promise<Notifier>;
  probe(): Promise<ProbeResult[]>;
}

export interface NotifierModule {
  readonly name: string;
  readonly environment: Variables;
  /** The notifier with the settings of this environment; undefined: it is off. */
  configure(env: Record<string, unknown>, addMistake: AddMistake): ConfiguredNotifier | undefined;
}

/** A definition without the type of its settings, so that all notifiers fit in one list. */
export const notifierModule = <Shape extends z.ZodRawShape, Settings extends object>(
  definition: NotifierDefinition<Shape, Settings>,
): NotifierModule => {
  const { name, environment } = definition;
  return {
    name,
    environment,
    configure: (env, addMistake) => {
      const settings = definition.settings(environment.parse(env), addMistake);
      if (!settings) return undefined;
      const open = (log: Log) => definition.open(settings, log);
      return { name, settings, open, probe: () => definition.probe(settings) };
    },
  };
};
