import type { slack } from "../../../adapters/slack/slack-channel.ts";
import type { Message } from "../../../sandbox/slack/workspace.ts";
import { asProblem, type Problem } from "../../../src/errors.ts";
import type { Notice } from "../../../src/ports/chat/reply.ts";
import type { Place } from "../../../src/ports/place.ts";
import { startSlack } from "./slack-bench.ts";

/*
 * What the channel sends to Slack. Slack is the service that the sandbox runs; where it cannot refuse a call as needed,
 * the answer is put in between on the wire.
 */

export const analytics = "C0ANALYTICS";
export const done: Notice = { kind: "notice", tone: "success", markdown: "Done.", buttons: [] };
export const first = { key: "turn-1", mayExist: false };

/** Answers in Slack's place where it gives a body or a status. */
export type Answering = (call: {
  method: string;
  args: Record<string, string>;
  url: string;
}) => Record<string, unknown> | number | undefined;

const between = (answering: Answering): NonNullable<Parameters<typeof slack>[0]["fetch"]> => {
  return async (url, init) => {
    const method = new URL(url).pathname.split("/").at(-1) ?? "";
    const args = Object.fromEntries(new URLSearchParams(String(init?.body)));
    const answer = answering({ method, args, url: String(url) });
    if (answer === undefined) return fetch(url, init);
    if (typeof answer === "number") return new Response("", { status: answer, headers: { "retry-after": "7" } });
    return Response.json(answer);
  };
};

export type SlackStage = Awaited<ReturnType<typeof startSlackStage>>;

/** A stage of its own for each test of a file. */
export const slackForEach = (take: (stage: SlackStage) => void): void => {
  let stage: SlackStage;
  beforeEach(async () => {
    stage = await startSlackStage();
    take(stage);
  });
  afterEach(() => stage.stop());
};

/** The channel before Slack, whose answers a test can replace. */
export const startSlackStage = async (deps: Partial<Parameters<typeof slack>[0]> = {}) => {
  const wire: { answer: Answering } = { answer: () => undefined };
  const bench = await startSlack({ fetch: between((call) => wire.answer(call)), ...deps });
  return {
    ...bench,
    wire,
    /** A thread that a person began in the channel. */
    thread: (channel = analytics): Place => {
      const root = bench.service.workspace.post({ channel, user: "U0ASKER", text: "hello" });
      return {
        platform: "slack",
        thread: `slack:T0CONCIERGE:${channel}:${root.ts}`,
        channelId: channel,
        direct: channel.startsWith("D"),
        to: { channel, thread_ts: root.ts },
      };
    },
    /** What the bot has posted there. */
    posts: (channel = analytics): Message[] => bench.service.workspace.screen(channel).filter((one) => one.bot),
    /** The arguments of every call of a method. */
    bodies: (method: string): Record<string, string>[] =>
      bench.traffic.calls
        .filter((call) => call.path.endsWith(`/${method}`))
        .map((call) => call.body as Record<string, string>),
  };
};

/** The Problem with which work ends. */
export const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeDefined();
  return asProblem(thrown);
};
