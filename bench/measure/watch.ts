import type { Call } from "../../sandbox/traffic.ts";
import type { Stage } from "../../test/support/stage.ts";

/** What the bot has shown in Slack, by the message that asked: epoch ms. Read from its calls, which costs little. */
export interface Shown {
  first: ReadonlyMap<string, number>;
  final: ReadonlyMap<string, number>;
  stop(): void;
}

/** Notes every first sign and every answer from now on. */
export const watchSlack = (stage: Stage): Shown => {
  const { workspace } = stage.sandbox.slack;
  const [first, final] = [new Map<string, number>(), new Map<string, number>()];
  const note = (seen: Map<string, number>, thread: unknown, at: number): void => {
    if (typeof thread === "string" && !seen.has(thread)) seen.set(thread, at);
  };
  const onCall = ({ path, body, status, at, ms }: Call): void => {
    if (status !== 200 || typeof body !== "object" || body === null) return;
    const said = new Map(Object.entries(body));
    if (path.endsWith("/chat.postMessage")) note(first, said.get("thread_ts"), at + ms);
    const isFinal = path.endsWith("/chat.update") && !String(said.get("blocks")).includes('action_id":"cancel');
    if (isFinal) note(final, workspace.find(String(said.get("channel")), String(said.get("ts")))?.threadTs, at + ms);
  };
  stage.sandbox.traffic.on("call", onCall);
  return { first, final, stop: () => stage.sandbox.traffic.off("call", onCall) };
};

/** Somebody writes in a channel, without a detour over the control API; the message's ts. */
export const write = (stage: Stage, text: string): string => {
  const { workspace, acts } = stage.sandbox.slack;
  const [person, channel] = [workspace.person("asker"), workspace.conversationNamed("analytics")];
  if (!person || !channel) throw new Error("the sandbox has no asker or no channel");
  return acts.write(person, channel, text, null).ts;
};

/** When a message was written, epoch ms. */
export const writtenAt = (ts: string): number => Number(ts) * 1_000;
