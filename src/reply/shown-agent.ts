import type { AgentProfile } from "../ports/databricks/agent.ts";
import { phraseIn } from "./words/phrase-reading.ts";

type Shown = Pick<AgentProfile, "name" | "description" | "examples">;

/** What people read of an agent: of a tool our own words, in the language of `locale`; else those of the configuration. */
export const shownAgent = ({ name, description, examples, tool }: AgentProfile, locale: string | undefined): Shown =>
  tool
    ? {
        name: phraseIn(name, locale),
        description: phraseIn(tool.about, locale),
        examples: examples.map((example) => phraseIn(example, locale)),
      }
    : { name, description, examples };

/** The name of an agent as people read it; its id where it is not known any more. */
export const shownName = (id: string, profile: AgentProfile | undefined, locale: string | undefined): string =>
  profile ? shownAgent(profile, locale).name : id;
