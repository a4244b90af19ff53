import type { Place } from "../../../src/ports/place.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { untilPasses } from "../../support/eventually.ts";
import { done, first, problemOf, type SlackStage, slackForEach } from "../../support/slack/slack-stage.ts";

let bench: SlackStage;
slackForEach((stage) => {
  bench = stage;
});

describe("Slack's session status", () => {
  const status = async (place: Place): Promise<string | undefined> => {
    const { channel, thread_ts } = place.to as { channel: string; thread_ts: string };
    return bench.service.sessions.get(channel, thread_ts)?.session;
  };

  it("is processing while progress is shown, and active from the final edit", async () => {
    const { ref, place } = await bench.channel.post(bench.thread(), working, first);
    await untilPasses(async () => expect(await status(place)).toBe("processing"));
    await bench.channel.edit(ref, { ...working, elapsedMs: 20_000 });
    await bench.channel.edit(ref, richAnswer);
    await untilPasses(async () => expect(await status(place)).toBe("active"));
    expect(bench.bodies("agents.sessions.setStatus")).toHaveLength(2);
  });

  it("ends active also when the final edit comes at once, is slow to be heard, or finds the message gone", async () => {
    let asked = 0;
    bench.wire.answer = ({ method }) => {
      if (method !== "agents.sessions.setStatus") return undefined;
      asked += 1;
      return asked === 2 ? 503 : undefined;
    };
    const { ref, place } = await bench.channel.post(bench.thread(), working, first);
    await bench.remove(ref);
    await problemOf(bench.channel.edit(ref, richAnswer));
    await untilPasses(async () => expect(await status(place)).toBe("active"), 3_000);
    expect(asked).toBe(3);
  });

  it("is left alone by messages that were never progress", async () => {
    const { ref } = await bench.channel.post(bench.thread(), done, first);
    await bench.channel.edit(ref, done);
    expect(bench.bodies("agents.sessions.setStatus")).toEqual([]);
  });

  it.each(["unknown_method", "missing_scope", "feature_not_enabled"])(
    "is given up after %s, and fails nothing",
    async (error) => {
      let asked = 0;
      bench.wire.answer = ({ method }) => {
        if (method !== "agents.sessions.setStatus") return undefined;
        asked += 1;
        return { ok: false, error };
      };
      const { ref } = await bench.channel.post(bench.thread(), working, first);
      await untilPasses(() => expect(asked).toBe(1));
      await bench.channel.edit(ref, richAnswer);
      await bench.channel.post(bench.thread(), working, { key: "turn-2", mayExist: false });
      expect(asked).toBe(1);
    },
  );
});
