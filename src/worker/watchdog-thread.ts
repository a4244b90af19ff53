import { writeSync } from "node:fs";
import { type Debugger, Session } from "node:inspector";
import { setTimeout as sleep } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { beatsOn, taskOnTheLoop, tasksOn, type WatchdogData } from "./watchdog-board.ts";

/*
 * The watchdog's thread. It can only look and end: through the inspector it asks the loop, in the middle of whatever
 * runs, which task that is and where, and lets it leave the process with the right exit code. A thread loads and compiles
 * everything anew, so it loads nothing but this: with a schema it would take as long as a seventh of the bot's start.
 */

const { memory, limits, log, exitCode } = workerData as WatchdogData;

const lookEveryMs = 250;
/** How long the inspector may take to find out what runs. */
const askMs = 1_000;
/** How long the loop may take to hear that it is to leave, and then to leave; after that the process is killed. */
const hearMs = 500;
const leaveMs = 2_000;

const watch = (): void => {
  let lookedAt = performance.now();
  let beats = beatsOn(memory);
  let stillMs = 0;
  let usage = process.cpuUsage();
  const timer = setInterval(() => {
    const now = performance.now();
    // After a suspension the first look comes late, and says nothing about the loop.
    stillMs += Math.min(now - lookedAt, 2 * lookEveryMs);
    lookedAt = now;
    if (beatsOn(memory) !== beats) {
      beats = beatsOn(memory);
      stillMs = 0;
      usage = process.cpuUsage();
      return;
    }
    const { user, system } = process.cpuUsage(usage);
    const isBusy = (user + system) / 1_000 >= limits.busyMs;
    if (stillMs < (isBusy ? limits.stillMs : limits.longestMs)) return;
    clearInterval(timer);
    void end(Math.round(stillMs));
  }, lookEveryMs);
};

const end = async (stillMs: number): Promise<void> => {
  const session = new Session();
  session.connectToMainThread();
  const found = await Promise.race([look(session), sleep(askMs)]).catch(() => undefined);
  say({
    level: 60,
    time: new Date().toISOString(),
    event: "process.stuck",
    stillMs,
    tasks: tasksOn(memory),
    ...found,
    msg: "the event loop was blocked: this process ends, and its tasks run elsewhere",
  });
  session.post("Runtime.evaluate", { expression: `process.exit(${exitCode})` });
  await sleep(hearMs);
  // A process does not leave while a debugger is connected.
  session.disconnect();
  await sleep(leaveMs);
  process.kill(process.pid, "SIGKILL");
};

/** The task whose code is being executed, and where. */
const look = async (session: Session): Promise<{ task: string; at: string[] }> => {
  const task = await new Promise<string>((resolve, reject) =>
    session.post(
      "Runtime.evaluate",
      { expression: `globalThis.${taskOnTheLoop}()`, returnByValue: true },
      (err, reply) => (err ? reject(err) : resolve(`${reply.result.value ?? ""}`)),
    ),
  );
  const files = new Map<string, string>();
  session.on("Debugger.scriptParsed", ({ params }) => void files.set(params.scriptId, params.url));
  const frames = await new Promise<Debugger.CallFrame[]>((resolve) => {
    session.once("Debugger.paused", ({ params }) => resolve(params.callFrames));
    session.post("Debugger.enable");
    session.post("Debugger.pause");
  });
  const at = frames
    .slice(0, 8)
    .map(({ functionName, location: { scriptId, lineNumber } }) =>
      [functionName || "(anonymous)", `${files.get(scriptId)?.slice(-80) ?? ""}:${lineNumber + 1}`].join(" "),
    );
  return { task, at };
};

const say = (line: object): void => {
  writeSync(log, `${JSON.stringify(line)}\n`);
  if (log > 2) writeSync(2, "I was stuck for too long, so I shut down. The log says what I was doing.\n");
};

watch();
