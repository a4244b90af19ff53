import { channelModules } from "../../adapters/channels.ts";
import { notifierModules } from "../../adapters/notifiers.ts";
import { storeModules } from "../../adapters/stores.ts";
import { type Config, type Modules, readConfig, readDatabricks, variablesOf } from "../config/config.ts";
import type { Read } from "../config/config-file.ts";

/*
 * This folder opens what the configuration names. Adapters are imported here and nowhere else in src, and loaded when they
 * are used: a bot without Teams or Redis does not pay for loading them.
 */

const modules: Modules = { channels: channelModules, stores: storeModules, notifiers: notifierModules };

/** The whole configuration, with every channel and store that there is. Throws a ConfigError. */
export const loadConfig = (env?: NodeJS.ProcessEnv, read?: Read, options: LoadOptions = {}): Config =>
  readConfig({ ...modules, ...options }, { ...options, ...(env && { env }), ...(read && { read }) });

interface LoadOptions extends Partial<Modules> {
  /** Somebody sits at this process, so no other channel needs to be on. */
  terminal?: boolean;
}

/** Only the workspace and the credentials, for a bot that is not configured yet. Throws a ConfigError. */
export const loadDatabricks = readDatabricks;

/** Every environment variable that the bot reads. */
export const variables = (): string[] => variablesOf(modules);
