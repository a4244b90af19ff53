import { z } from "zod";

/* The parts of a Databricks bundle and of app.yaml that this project uses, and what is wrong in them. */

/** Which rights the platform knows for each kind of resource. */
const permissions = {
  genie_space: ["CAN_VIEW", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"],
  sql_warehouse: ["CAN_USE", "CAN_MANAGE", "IS_OWNER"],
  job: ["CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE", "IS_OWNER"],
  secret: ["READ", "WRITE", "MANAGE"],
  serving_endpoint: ["CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"],
  experiment: ["CAN_READ", "CAN_EDIT", "CAN_MANAGE"],
  postgres: ["CAN_CONNECT_AND_CREATE"],
  database: ["CAN_CONNECT_AND_CREATE"],
} as const;

type ResourceKind = keyof typeof permissions;

const text = z.string().min(1);

const kinds = {
  genie_space: granted("genie_space", { name: text, space_id: text }),
  sql_warehouse: granted("sql_warehouse", { id: text }),
  job: granted("job", { id: text }),
  secret: granted("secret", { scope: text, key: text }),
  serving_endpoint: granted("serving_endpoint", { name: text }),
  experiment: granted("experiment", { experiment_id: text }),
  postgres: granted("postgres", { branch: text, database: text.optional() }),
  database: granted("database", { instance_name: text, database_name: text }),
};

/** A kind of resource with its own fields and the right that the app gets. */
function granted<Shape extends z.ZodRawShape>(kind: ResourceKind, shape: Shape) {
  return z.strictObject({ ...shape, permission: z.enum(permissions[kind]) });
}

const Resource = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9-]{2,30}$/, "takes 2 to 30 of a-z, 0-9 and dashes"),
    description: text.optional(),
    ...Object.fromEntries(Object.entries(kinds).map(([kind, shape]) => [kind, shape.optional()])),
  })
  .refine((resource) => kindsIn(resource).length === 1, `must be of one kind: ${Object.keys(kinds).join(", ")}`);

const AppResource = z.strictObject({
  name: z.string().regex(/^(?:[a-z0-9-]{2,30}|\$\{var\.\w+\})$/, "takes 2 to 30 of a-z, 0-9 and dashes"),
  description: text.optional(),
  source_code_path: text,
  resources: z.array(Resource),
  permissions: z.array(z.looseObject({ level: z.enum(["CAN_USE", "CAN_MANAGE"]) })).optional(),
  compute_size: z.enum(["MEDIUM", "LARGE", "XLARGE"]).optional(),
  telemetry_export_destinations: z.array(z.unknown()).optional(),
});

const Target = z.strictObject({
  mode: z.enum(["development", "production"]).optional(),
  default: z.boolean().optional(),
  workspace: z.record(z.string(), z.unknown()).optional(),
  variables: z.record(z.string(), z.string()).optional(),
});

export const Bundle = z.strictObject({
  bundle: z.strictObject({ name: text }),
  variables: z.record(z.string(), z.strictObject({ description: text.optional(), default: z.string().optional() })),
  sync: z.strictObject({ include: z.array(text).optional(), exclude: z.array(text).optional() }).optional(),
  resources: z.strictObject({ apps: z.record(z.string(), AppResource) }),
  targets: z.record(z.string(), Target),
});
export type Bundle = z.infer<typeof Bundle>;

export const AppFile = z.strictObject({
  command: z.array(text),
  env: z.array(
    z
      .strictObject({ name: text, value: z.string().optional(), valueFrom: text.optional() })
      .refine(
        ({ value, valueFrom }) => (value === undefined) !== (valueFrom === undefined),
        "has a value or a valueFrom",
      ),
  ),
});
export type AppFile = z.infer<typeof AppFile>;

/** A right that the bundle gives to the app's service principal. */
export interface AppGrant {
  kind: ResourceKind;
  name: string;
  permission: string;
  /** What it is on, variables as they stand there. */
  on: string;
}

export const grantsIn = (bundle: Bundle): AppGrant[] =>
  resourcesIn(bundle).map(({ fields, ...resource }) => {
    const on = Object.entries(fields).map(([field, value]) => `${field} ${value}`);
    return { ...resource, on: on.join(", ") };
  });

/** What the app gets, with the fields of its kind. */
export const resourcesIn = ({ resources }: Bundle) =>
  Object.values(resources.apps).flatMap((app) =>
    app.resources.flatMap((resource) =>
      kindsIn(resource).map((kind) => {
        const { permission = "", ...fields } = z.record(z.string(), z.string()).parse(Reflect.get(resource, kind));
        return { kind, name: resource.name, permission, fields };
      }),
    ),
  );

const kindsIn = (resource: object): ResourceKind[] =>
  Object.keys(kinds).filter((kind): kind is ResourceKind => kind in resource && Object.hasOwn(kinds, kind));

/** What does not fit together. `source`: the bundle's text; `known`: every setting of the bot. */
export const mismatchesIn = (bundle: Bundle, app: AppFile, source: string, known: readonly string[]): string[] => {
  const declared = Object.keys(bundle.variables);
  const used = [...source.matchAll(/^[^#\n]*?\$\{var\.(\w+)\}/gm)].map(([, name = ""]) => name);
  const names = grantsIn(bundle).map(({ name }) => name);
  const targets = Object.entries(bundle.targets);
  const set = targets.flatMap(([, { variables = {} }]) => Object.keys(variables));
  const from = app.env.flatMap(({ valueFrom }) => valueFrom ?? []);
  return [
    ...missing(used, declared).map((name) => `databricks.yml uses the variable ${name}, which it does not declare`),
    ...missing(set, declared).map((name) => `a target sets the variable ${name}, which is not declared`),
    ...missing(declared, used).map((name) => `the variable ${name} is declared and never used`),
    ...twice(names).map((name) => `two resources are called ${name}`),
    ...missing(from, names).map(
      (name) => `app.yaml takes a value from ${name}, which is no resource in databricks.yml`,
    ),
    ...missing(
      app.env.map(({ name }) => name),
      known,
    ).map((name) => `app.yaml sets ${name}, which the bot does not know`),
    ...(targets.filter(([, target]) => target.default).length > 1 ? ["more than one target is the default"] : []),
    ...(app.command[0] === "node" ? ["app.yaml must start node_modules/.bin/node: the platform's own is too old"] : []),
  ];
};

const missing = (wanted: readonly string[], there: readonly string[]): string[] =>
  [...new Set(wanted)].filter((name) => !there.includes(name));

const twice = (names: readonly string[]): string[] => names.filter((name, index) => names.indexOf(name) !== index);
