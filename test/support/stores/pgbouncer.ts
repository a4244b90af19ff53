import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { endWithUs } from "../../../sandbox/children.ts";
import { eventually } from "../eventually.ts";
import { freePort } from "../port.ts";
import { type PrivatePostgres, startPostgres } from "./postgres.ts";
import { findOrInstall, onPath, ownerOfServers } from "./programs.ts";

/** A server behind a PgBouncer. */
interface PooledPostgres extends PrivatePostgres {
  /** Kills the pooler with all connections, and starts it again. */
  restartPooler(): Promise<void>;
}

/** A private server that is reached through a PgBouncer, which hands out its few connections for one transaction each. */
export const startPooledPostgres = async (options: { durable?: boolean } = {}): Promise<PooledPostgres> => {
  const server = await startPostgres(options);
  try {
    const pooler = await startPgBouncer(server.port);
    return {
      ...server,
      url: pooler.url,
      restartPooler: pooler.restart,
      stop: async () => {
        await pooler.stop();
        await server.stop();
      },
    };
  } catch (thrown) {
    await server.stop();
    throw thrown;
  }
};

interface Pooler {
  url: string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const startPgBouncer = async (serverPort: number): Promise<Pooler> => {
  const program = await pgBouncer();
  const owner = ownerOfServers();
  const folder = await mkdtemp(join(tmpdir(), "concierge-pgbouncer-"));
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(folder, owner.uid, owner.gid);
  const settings = join(folder, "pgbouncer.ini");
  await writeFile(join(folder, "users.txt"), '"concierge" ""\n"poor" ""\n');
  const launch = (): ChildProcess =>
    endWithUs(spawn(program, ["-q", settings], { stdio: "ignore", cwd: folder, ...owner }));
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort();
    await writeFile(settings, settingsFor(serverPort, port, folder));
    const url = `postgres://concierge@127.0.0.1:${port}/postgres`;
    let child = launch();
    if (!(await answers(child, url))) continue;
    return {
      url,
      restart: async () => {
        await end(child);
        child = launch();
        if (!(await answers(child, url))) throw new Error(`pgbouncer did not come back on port ${port}.`);
      },
      stop: async () => {
        await end(child);
        await rm(folder, { recursive: true, force: true });
      },
    };
  }
  throw new Error("pgbouncer did not start on any free port.");
};

/** Fewer connections than two replicas open, so that each serves all of them in turn. */
const settingsFor = (serverPort: number, port: number, folder: string): string => `
[databases]
* = host=127.0.0.1 port=${serverPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(folder, "users.txt")}
pool_mode = transaction
default_pool_size = 8
max_client_conn = 500
server_login_retry = 1
`;

/** True once it leads to the server, false when it ended instead: somebody else had the port. */
const answers = (child: ChildProcess, url: string): Promise<boolean> =>
  eventually(
    async () => {
      if (child.exitCode !== null || child.signalCode !== null) return "ended";
      const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
      client.on("error", () => {});
      try {
        await client.connect();
        await client.query("SELECT");
        return "ready";
      } finally {
        await client.end();
      }
    },
    15_000,
    "pgbouncer being ready",
  ).then((state) => state === "ready");

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
};

/** Path of pgbouncer. */
const pgBouncer = (): Promise<string> =>
  findOrInstall({
    name: "pgbouncer",
    find: () => onPath("pgbouncer", ["/usr/sbin"]),
    missing:
      "The tests need PgBouncer: install it so that it is on the PATH (Debian: apt-get install pgbouncer; macOS: brew install pgbouncer).",
  });
