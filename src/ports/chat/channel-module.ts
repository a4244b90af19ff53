import type { z } from "zod";
import type { Log } from "../../logging/log.ts";
import type { Platform } from "../actor.ts";
import type { AddMistake, ProbeResult, Variables } from "../setup.ts";
import type { Records } from "../stores/records.ts";
import type { ChannelAdapter } from "./channel.ts";
import type { TakeProof } from "./proof.ts";

/* A platform as one object. adapters/channels.ts lists them all; nothing else in the program names one. */

/** What is known of a platform without opening it. */
export interface ChannelProfile {
  readonly platform: Platform;
  /** What people call it. */
  readonly title: string;
  /** What the HTTP server passes to `receive`: `POST /slack/events`. A `*` at the end stands for any rest of the path. */
  readonly routes: readonly string[];
  /** Where and how people write to the bot here: whole sentences for the help text. */
  readonly howToAsk: string;
}

/** `federation`: Databricks believes the directory. `on-behalf-of`: the directory gives tokens for Databricks. */
export type Sso = "federation" | "on-behalf-of";

/** What other settings say that concerns a channel. */
export interface ChannelContext {
  /** `access.tenants`, of all platforms. */
  tenants: readonly string[];
  /** How people who are proven by a platform get their rights in Databricks; undefined: they sign in by a link. */
  sso: Sso | undefined;
  /** Where the bot listens; undefined: everywhere. */
  host: string | undefined;
  addMistake: AddMistake;
}

/** Who is admitted by the settings of a channel themselves, whomever `access` lists. */
interface Admitted {
  users: readonly string[];
  tenants: readonly string[];
}

interface ChannelDeps {
  log: Log;
  /** Loads and opens the store if need be. */
  records(): Promise<Records>;
  take: TakeProof;
}

/** What an adapter says about its platform. */
export interface ChannelDefinition<Shape extends z.ZodRawShape, Settings extends object> extends ChannelProfile {
  environment: Variables<Shape>;
  /** The variable that people set to switch the channel on. */
  switchedOnBy: keyof Shape & string;
  /** Checks what is set. Undefined: the channel is off. */
  settings(env: z.output<Variables<Shape>>, context: ChannelContext): Settings | undefined;
  admits(settings: Settings): Admitted;
  /** Loads the adapter; connects to nothing yet. */
  open(settings: Settings, deps: ChannelDeps): Promise<ChannelAdapter>;
  /** Tries credentials and rights; writes nothing. May reject with a Problem. */
  probe(settings: Settings): Promise<ProbeResult[]>;
}

/** A channel that is switched on. */
export interface ConfiguredChannel {
  readonly profile: ChannelProfile;
  readonly settings: unknown;
  readonly admits: Admitted;
  open(deps: ChannelDeps): Promise<ChannelAdapter>;
  probe(): Promise<ProbeResult[]>;
}

export interface ChannelModule extends ChannelProfile {
  readonly environment: Variables;
  readonly switchedOnBy: string;
  /** The channel with the settings of this environment; undefined: it is off. */
  configure(env: Record<string, unknown>, context: ChannelContext): ConfiguredChannel | undefined;
}

/** A definition without the type of its settings, so that all platforms fit in one list. */
export const channelModule = <Shape extends z.ZodRawShape, Settings extends object>(
  definition: ChannelDefinition<Shape, Settings>,
): ChannelModule => {
  const { platform, title, routes, howToAsk, environment, switchedOnBy } = definition;
  const profile = { platform, title, routes, howToAsk };
  const configured = (settings: Settings): ConfiguredChannel => ({
    profile,
    settings,
    admits: definition.admits(settings),
    open: (deps) => definition.open(settings, deps),
    probe: () => definition.probe(settings),
  });
  return {
    ...profile,
    environment,
    switchedOnBy,
    configure: (env, context) => {
      const settings = definition.settings(environment.parse(env), context);
      return settings && configured(settings);
    },
  };
};
