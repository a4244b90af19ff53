import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";

/*
 * Processes that must not outlive the one that started them. Nobody can act after a SIGKILL, so a small shell beside us
 * holds a list of them, and kills what is on it as soon as its pipe to us is closed.
 */

/** Ends the child (with `group` all of its process group) together with this process, however this one ends. */
export const endWithUs = <T extends ChildProcess>(child: T, { group = false } = {}): T => {
  if (child.pid === undefined) return child;
  keeper ??= startKeeper();
  const list = keeper;
  const name = group ? -child.pid : child.pid;
  list.write(`add ${name}\n`);
  child.once("exit", () => list.write(`drop ${name}\n`));
  return child;
};

let keeper: Pick<Writable, "write"> | undefined;

/** `pids` is a list with blanks around every number. */
const script = `
pids=" "
while read -r verb pid; do
  case $verb in
    add) pids="$pids$pid " ;;
    drop) case $pids in *" $pid "*) pids="\${pids%% $pid *} \${pids#* $pid }" ;; esac ;;
  esac
done
for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
`;

const startKeeper = (): Pick<Writable, "write"> => {
  // A group of its own: Ctrl-C in the terminal must not end it before us.
  const shell = spawn("sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  shell.unref();
  shell.on("error", () => undefined);
  const { stdin } = shell;
  stdin.on("error", () => undefined);
  if ("unref" in stdin && typeof stdin.unref === "function") stdin.unref();
  return stdin;
};
