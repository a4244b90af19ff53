import { parse } from "yaml";
import { z } from "zod";

/** Versions of the manifest that we can write; the older one for tenants that do not take the newer one yet. */
export const manifestVersions = ["1.29", "1.25"] as const;
export type ManifestVersion = (typeof manifestVersions)[number];

const List = z.looseObject({ commands: z.array(z.looseObject({})) });
const Manifest = z.looseObject({ bots: z.tuple([z.looseObject({ commandLists: z.tuple([List]) })]) });

/** Commands that a list may have. https://learn.microsoft.com/microsoft-365/extensibility/schema/root-bots-command-lists */
const mostCommands = 12;
const longestTitle = 128;

/**
 * manifest.json with examples as prompts, as many as there is room for. Version 1.25 knows neither prompts nor slash
 * commands nor targeted messages.
 */
export const manifestWith = (json: string, examples: readonly string[], version: ManifestVersion): string => {
  const manifest = Manifest.parse(JSON.parse(json));
  const [{ supportsTargetedMessages, ...bot }] = manifest.bots;
  const [{ triggers, ...list }] = bot.commandLists;
  const prompts = examples
    .filter(({ length }) => length > 0 && length <= longestTitle)
    .slice(0, Math.max(0, mostCommands - list.commands.length))
    .map((example) => ({ title: example, type: "prompt", prompt: example }));
  const schema = `https://developer.microsoft.com/json-schemas/teams/v${version}/MicrosoftTeams.schema.json`;
  const isNew = version === "1.29";
  const commandLists = [isNew ? { triggers, ...list, commands: [...list.commands, ...prompts] } : list];
  return JSON.stringify(
    {
      ...manifest,
      ...{ $schema: schema, manifestVersion: version },
      bots: [{ ...bot, ...(isNew ? { supportsTargetedMessages } : {}), commandLists }],
    },
    undefined,
    2,
  );
};

const Config = z.looseObject({
  agents: z
    .array(z.looseObject({ examples: z.array(z.string()).optional(), allow: z.unknown().optional() }))
    .optional(),
});

/** The first examples of the agents in concierge.yaml that everybody may ask: the list of commands is for all. */
export const examplesIn = (yaml: string): string[] => {
  const { agents = [] } = Config.parse(parse(yaml) ?? {});
  return agents
    .filter(({ allow }) => allow === undefined)
    .flatMap(({ examples: [first] = [] }) => (first === undefined ? [] : [first]));
};
