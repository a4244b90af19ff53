import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { access, chown, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { endWithUs } from "../../../sandbox/children.ts";
import { eventually } from "../eventually.ts";
import { freePort } from "../port.ts";
import { findOrInstall, isExecutable, type Owner, ownerOfServers } from "./programs.ts";

const run = promisify(execFile);

export interface TestPostgres {
  url: string;
  stop(): Promise<void>;
}

/** A server of our own that may be ill-treated. */
export interface PrivatePostgres extends TestPostgres {
  port: number;
  /** Freezes the server: connections stay open, nothing answers. */
  pause(): void;
  resume(): void;
  /** Kills the server, with all of its processes, as a crash of the machine does. */
  crash(): Promise<void>;
  /** Starts it again on the same port with what it had written. */
  restart(): Promise<void>;
}

/** The PostgreSQL to test against: DATABASE_URL_TEST if set, else a private server. Use a schema of your own in it. */
export const testPostgres = async (): Promise<TestPostgres> => {
  const given = process.env["DATABASE_URL_TEST"];
  return given ? { url: given, stop: async () => {} } : startPostgres();
};

interface ServerOptions {
  /** Every change is on disk before it is answered. */
  durable?: boolean;
  /** It begins as a copy of this server and follows it. */
  follows?: PrivatePostgres;
  /** Everybody but the administrator needs a password. */
  passwords?: boolean;
}

/** Starts a private server on a free port. */
export const startPostgres = async (options: ServerOptions = {}): Promise<PrivatePostgres> => {
  const { durable = false, passwords = false, follows } = options;
  const programs = await postgresPrograms();
  const data = follows ? await copyOf(programs, follows) : await copyOfTemplate(programs);
  if (passwords) await writeFile(join(data, "pg_hba.conf"), askingForPasswords);
  const settings = durable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
  let { port, child } = await startOnFreePort(programs, data, settings);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    signal(child, "SIGKILL");
    await once(child, "exit");
    // What it leaves when it is killed: a lock that names a process which is gone.
    await rm(join(data, "postmaster.pid"), { force: true });
  };
  return {
    port,
    url: urlOf(port),
    pause: () => signal(child, "SIGSTOP"),
    resume: () => signal(child, "SIGCONT"),
    crash: kill,
    restart: async () => {
      child = launch(programs, data, port, settings);
      if (!(await answers(child, port))) throw new Error(`postgres did not come back on port ${port}.`);
    },
    stop: async () => {
      await kill();
      await rm(data, { recursive: true, force: true });
    },
  };
};

const askingForPasswords = `
host all concierge 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
`;

const urlOf = (port: number): string => `postgres://concierge@127.0.0.1:${port}/postgres`;

/** Signals a server and all of its processes, each of which is a group of its own. */
const signal = ({ pid }: ChildProcess, name: NodeJS.Signals): void => {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = table.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  // The server first: what is stopped or dead starts no more of them.
  const all = [pid, ...pairs.filter(([, parent]) => parent === pid).map(([child]) => child)];
  for (const one of all)
    try {
      if (one !== undefined) process.kill(one, name);
    } catch {
      // It has ended meanwhile.
    }
};

/** Somebody else may take the port between our choice and the server's bind: then try another one. */
const startOnFreePort = async (programs: Programs, data: string, settings: string[]) => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort();
    const child = launch(programs, data, port, settings);
    if (await answers(child, port)) return { port, child };
  }
  throw new Error("postgres did not start on any free port.");
};

const launch = ({ folder, owner }: Programs, data: string, port: number, settings: string[]): ChildProcess => {
  const own = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=60", "autovacuum_naptime=5"];
  const args = ["-D", data, "-p", `${port}`, ...own.flatMap((setting) => ["-c", setting]), ...settings];
  const child = spawn(join(folder, "postgres"), args, { stdio: "ignore", cwd: data, ...owner });
  return endWithUs(child);
};

/** How long a server may take on a machine of our own, ms. */
const startMs = 15_000;

/** True once our server answers on the port, false when it ended instead. */
const answers = async (child: ChildProcess, port: number): Promise<boolean> => {
  const look = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return "ended";
    const client = new Client({ connectionString: urlOf(port), connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      return "ready";
    } finally {
      await client.end();
    }
  };
  try {
    return (await eventually(look, startMs, `postgres being ready on port ${port}`)) === "ready";
  } catch (thrown) {
    signal(child, "SIGKILL");
    throw thrown;
  }
};

/** A fresh folder of data. initdb takes seconds, so it is done once on a machine for each version, and copied. */
const copyOfTemplate = async (programs: Programs): Promise<string> => {
  const { stdout } = await run(join(programs.folder, "postgres"), ["--version"]);
  const user = programs.owner.uid ?? process.getuid?.();
  const template = join(tmpdir(), `concierge-postgres-template-${stdout.replace(/\D+/g, "-")}-${user}`);
  if (!(await exists(template))) await makeTemplate(programs, template);
  const data = await mkdtemp(join(tmpdir(), "concierge-postgres-"));
  await own(programs, data);
  await run("cp", ["-R", `${template}/.`, data], programs.owner);
  return data;
};

/** The data of a running server, with what it takes to follow it. */
const copyOf = async (programs: Programs, { port }: PrivatePostgres): Promise<string> => {
  const data = await mkdtemp(join(tmpdir(), "concierge-postgres-"));
  await own(programs, data);
  const from = ["-h", "127.0.0.1", "-p", `${port}`, "-U", "concierge", "-D", data];
  const how = ["--write-recovery-conf", "--checkpoint=fast", "--no-sync"];
  await run(join(programs.folder, "pg_basebackup"), [...from, ...how], { ...programs.owner, cwd: data });
  return data;
};

const makeTemplate = async (programs: Programs, template: string): Promise<void> => {
  const made = await mkdtemp(join(tmpdir(), "concierge-initdb-"));
  await own(programs, made);
  const how = ["--auth=trust", "--username=concierge", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"];
  await run(join(programs.folder, "initdb"), ["-D", made, ...how], { ...programs.owner, cwd: made });
  // Somebody else was quicker.
  await rename(made, template).catch(() => rm(made, { recursive: true, force: true }));
};

const own = async ({ owner: { uid, gid } }: Programs, folder: string): Promise<void> => {
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
};

interface Programs {
  /** Where postgres and initdb are. */
  folder: string;
  /** As whom they run: they refuse root. */
  owner: Owner;
}

/** The programs of a server. */
export const postgresPrograms = async (): Promise<Programs> => {
  const folder = await findOrInstall({
    name: "postgresql",
    find: findFolder,
    missing:
      "The tests need PostgreSQL: set DATABASE_URL_TEST, or install it so that postgres and initdb are on the PATH (Debian: apt-get install postgresql; macOS: brew install postgresql).",
  });
  return { folder, owner: ownerOfServers() };
};

const findFolder = async (): Promise<string | undefined> => {
  const debian = "/usr/lib/postgresql";
  const versions = (await readdir(debian).catch(() => [])).toSorted((one, other) => Number(other) - Number(one));
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env["PATH"] ?? "").split(delimiter),
  ];
  for (const folder of folders)
    if ((await isExecutable(join(folder, "postgres"))) && (await isExecutable(join(folder, "initdb")))) return folder;
  return undefined;
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
