import { loadFile, type Read } from "../config/config-file.ts";
import { createMistakes } from "../config/mistakes.ts";
import { type AppFile, type Bundle, resourcesIn } from "./bundle.ts";

/* The concierge.yaml that is deployed with the app: whether it can be read there, and whether the app may use what it lists. */

/** What the platform sets by itself. */
const platform = ["DATABRICKS_HOST", "DATABRICKS_CLIENT_ID", "DATABRICKS_CLIENT_SECRET", "DATABRICKS_WORKSPACE_ID"];

/** What is wrong with it, and what people have to grant because the bundle does not. Nothing where there is no such file. */
export const checkConfig = (bundle: Bundle, app: AppFile, read: Read): { wrong: string[]; besides: string[] } => {
  const resources = idsIn(bundle);
  const mistakes = createMistakes();
  const { agents = [], jobs } = loadFile(environmentOf(app, resources), read, mistakes);
  const spaces = resources.filter(({ kind }) => kind === "genie_space");
  const runs = resources.filter(({ kind }) => kind === "job");
  return {
    wrong: mistakes.all.map(({ key, wrong }) => `${key}: ${wrong}`),
    besides: [
      ...without(spaces, agents, ({ space }) => space).map(
        ({ id, space }) =>
          `CAN RUN on the Genie space ${space} of the agent ${id}, which is no genie_space in databricks.yml`,
      ),
      ...without(runs, jobs, ({ job_id }) => job_id).map(
        ({ id, job_id }) => `CAN MANAGE RUN on the job ${job_id} (${id}), which is no job in databricks.yml`,
      ),
    ],
  };
};

interface Identified {
  kind: string;
  name: string;
  id: string;
  /** The bundle has a variable there: the id may be any. */
  isOpen: boolean;
}

/** The resources by their ids. An id behind a variable is given a number, as jobs have. */
const idsIn = (bundle: Bundle): Identified[] =>
  resourcesIn(bundle).map(({ kind, name, fields }, at) => {
    const id = fields["space_id"] ?? fields["id"] ?? name;
    const isOpen = id.includes("${");
    return { kind, name, id: isOpen ? `${at + 1}` : id, isOpen };
  });

/** Items that no resource is for. A resource whose id is open may be for any of them. */
const without = <T>(resources: readonly Identified[], items: readonly T[], idOf: (item: T) => string): T[] => {
  const used = items.map(idOf);
  const missing = items.filter((item) => !resources.some(({ id }) => id === idOf(item)));
  const open = resources.filter(({ id, isOpen }) => isOpen && !used.includes(id));
  return missing.length > open.length ? missing : [];
};

/** The variables that the app has: of a resource its id, which is what most of them give. */
const environmentOf = ({ env }: AppFile, resources: readonly Identified[]): Record<string, string> =>
  Object.fromEntries([
    ...platform.map((name) => [name, "set by the platform"]),
    ...env.map(({ name, value, valueFrom }) => [
      name,
      value ?? resources.find((resource) => resource.name === valueFrom)?.id ?? "",
    ]),
  ]);
