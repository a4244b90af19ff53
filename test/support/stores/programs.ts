import { execFile, execFileSync } from "node:child_process";
import { constants } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A server that tests start by themselves. */
export interface Wanted {
  /** Debian's package of it. */
  name: string;
  find(): Promise<string | undefined>;
  /** What to do when there is none and we may not install it. */
  missing: string;
}

/** Where the program is; installs Debian's when there is none and we may. */
export const findOrInstall = async ({ name, find, missing }: Wanted): Promise<string> => {
  const found = await find();
  if (found) return found;
  if (process.getuid?.() !== 0 || !(await isDebian())) throw new Error(missing);
  const quiet = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const wait = ["-qq", "-o", "DPkg::Lock::Timeout=120"];
  try {
    await run("apt-get", [...wait, "update"], quiet);
    await run("apt-get", [...wait, "install", "-y", "--no-install-recommends", name], quiet);
  } catch (cause) {
    throw new Error(missing, { cause });
  }
  const installed = await find();
  if (!installed) throw new Error(missing);
  return installed;
};

/** Path of a program, in these folders or on the PATH. */
export const onPath = async (program: string, first: readonly string[] = []): Promise<string | undefined> => {
  for (const folder of [...first, ...(process.env["PATH"] ?? "").split(delimiter)]) {
    const path = join(folder, program);
    if (await isExecutable(path)) return path;
  }
  return undefined;
};

export const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const isDebian = async (): Promise<boolean> => {
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release);
};

/** As whom programs run that refuse root. */
export interface Owner {
  uid?: number;
  gid?: number;
}

/** A user who is not root: `postgres` where the package made it, else `nobody`. Of others than root: themselves. */
export const ownerOfServers = (): Owner => {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: "-u" | "-g", user: string) => Number(execFileSync("id", [flag, user], { stdio: "pipe" }));
  try {
    return { uid: idOf("-u", "postgres"), gid: idOf("-g", "postgres") };
  } catch {
    return { uid: idOf("-u", "nobody"), gid: idOf("-g", "nobody") };
  }
};
