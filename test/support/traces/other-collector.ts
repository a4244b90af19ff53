import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { endWithUs } from "../../../sandbox/children.ts";
import { eventually } from "../eventually.ts";
import { freePort } from "../port.ts";

/*
 * A collector that others wrote: autotel-devtools of the npm registry, under the Apache licence. Its page brings 80 packages
 * along that its collector does not use, so that it is fetched here and none of them are installed.
 */

const packages = [
  {
    name: "autotel-devtools@27.1.0",
    sha512: "D4k+LixI1NL1xJyeG6uV3MzhSHRSXwZUl5KcEkm8XBsl5WD8AmcFZZ75zPp9rAlFjdoi0LoG6SEkA5gOPUnP/g==",
  },
  {
    name: "autotel-agents@0.6.0",
    sha512: "korIAWhKOZQCH9J4escFymRTxfDuYj5xXQH2+fmSmJCvl5viQzb3dspq1JEeSl/Upr4FPVFJQfz4Ou3CcfeByA==",
  },
];

/** Of ours, in the versions that it asks for. */
const shared = ["@grpc", "protobufjs", "ws"];

const run = promisify(execFile);

const Span = z
  .object({
    ...{ traceId: z.string(), spanId: z.string(), parentSpanId: z.string().default(""), name: z.string() },
    status: z.object({ code: z.string() }),
    attributes: z.record(z.string(), z.unknown()),
  })
  .transform(({ traceId, spanId, parentSpanId, status, ...others }) => ({
    ...{ trace: traceId, id: spanId, parent: parentSpanId, status: status.code },
    ...others,
  }));
const Traces = z.object({ traces: z.array(z.object({ spans: z.array(Span) })) });

/** Starts it on free ports. */
export const startOtherCollector = async () => {
  const folder = await mkdtemp(join(tmpdir(), "collector-"));
  const modules = join(folder, "node_modules");
  for (const one of packages) await install(one, folder, modules);
  for (const name of shared) await symlink(resolve("node_modules", name), join(modules, name));
  const program = join(modules, "autotel-devtools/dist/cli.js");
  const ports = ["--port", `${await freePort()}`, "--grpc-port", `${await freePort()}`];
  const child = endWithUs(spawn(process.execPath, [program, ...ports], { stdio: ["ignore", "pipe", "ignore"] }));
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  const listening = () => /OTLP: +(http\S+?)\/v1[\s\S]*OTLP\/gRPC: (\S+)/.exec(said) ?? undefined;
  const [, http = "", grpc] = await eventually(listening, 30_000, "the collector listening");
  return {
    http,
    grpc: `http://${grpc}`,
    /** What it shows of a trace. */
    spansOf: async (trace: string) => {
      const { traces } = Traces.parse(await (await fetch(`${http}/v1/traces`)).json());
      return traces.flatMap(({ spans }) => spans).filter((span) => span.trace === trace);
    },
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
};

const install = async ({ name, sha512 }: (typeof packages)[number], folder: string, modules: string): Promise<void> => {
  const { stdout } = await run("npm", ["pack", "--silent", "--prefer-offline", name], { cwd: folder });
  const archive = join(folder, stdout.trim());
  const found = createHash("sha512")
    .update(await readFile(archive))
    .digest("base64");
  if (found !== sha512) throw new Error(`${name} is not what it was: sha512 ${found}`);
  const target = join(modules, name.slice(0, name.lastIndexOf("@")));
  await mkdir(target, { recursive: true });
  await run("tar", ["xzf", archive, "-C", target, "--strip-components=1"]);
};
