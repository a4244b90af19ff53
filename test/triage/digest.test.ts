import type { Notice } from "../../src/ports/chat/reply.ts";
import type { Place } from "../../src/ports/place.ts";
import { digestCard } from "../../src/reply/triage/digest-card.ts";
import { digestStep, dueDigest } from "../../src/triage/watching/digest.ts";
import { backendPerTest } from "../contract/backend.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

const seven = Date.UTC(2026, 10, 29, 7);
const hour = 3_600_000;
const digest = { channel: "C1", hour: 7 };

describe("the daily digest", () => {
  it.each([
    [seven - 1, undefined],
    [seven, "digest:2026-11-29"],
    [seven + 5 * hour, "digest:2026-11-29"],
    [seven + 6 * hour, undefined],
    [seven + 24 * hour, "digest:2026-11-30"],
  ])("is due at %i: %s", (now, id) => {
    expect(dueDigest(digest, now, "UTC")?.id).toBe(id);
    expect(dueDigest(undefined, now, "UTC")).toBeUndefined();
  });

  describe("over a journal", () => {
    const backend = backendPerTest(sqliteBackend);

    it("tells of each kind of failure once, with what became of the last one, and of no other day", async () => {
      const { journal, queue, close } = await backend().open();
      const failed = (id: string, at: number, more: { job?: string; signature?: string; cause?: string } = {}) =>
        journal.append({
          ...{ id: `triage:${id}`, at, kind: "triage", job: more.job ?? "load", run: id, outcome: "open" },
          actor: { platform: "bot", tenant: "bot", user: "policy" },
          place: { platform: "slack", channelId: "C1", thread: "t" },
          details: {
            ...{ signature: more.signature ?? "s1", class: "network", action: "retry", priority: "high" },
            ...{ confidence: 0.9, cause: more.cause ?? "Task a couldn't reach it.", evidence: [] },
          },
        });
      await failed("0", seven - 25 * hour);
      await failed("1", seven - 3 * hour);
      await failed("2", seven - 2 * hour);
      await failed("3", seven - hour, { job: "42", signature: "s2", cause: "[x](https://evil.example) *ran* out" });
      await failed("4", seven + hour);
      // As with audit.texts: false.
      await failed("5", seven - hour, { job: "43", signature: "s3", cause: "" });
      await journal.amend("triage:2", { outcome: "green" });
      const posts: { notice: Notice; key: string }[] = [];
      const place: Place = { platform: "slack", thread: "t", channelId: "C1", direct: false, to: null };
      const nobody = () => undefined;
      const step = digestStep({
        ...{
          config: { triage: { digest } as never, language: "en", timeZone: "UTC" },
          journal,
          queue,
          now: () => seven,
          placeOf: () => place,
        },
        catalog: { byId: (id) => (id === "load" ? ({ name: "Nightly load" } as never) : undefined), byNumber: nobody },
        delivery: {
          post: async (_: Place, notice: Notice, { key }: { key: string }) => void posts.push({ notice, key }),
        } as never,
        log: { debug: nobody, info: nobody, warn: nobody, error: nobody },
      });
      const lease = { payload: dueDigest(digest, seven, "UTC")?.payload } as never;
      expect(await step(lease, new AbortController().signal)).toEqual({ state: "done" });
      expect(posts).toHaveLength(1);
      expect(posts[0]).toMatchObject({ key: "digest:2026-11-29", notice: { tone: "warning" } });
      expect(posts[0]?.notice.markdown).toBe(
        [
          "- ✅ **Nightly load** 2 times, green again: Task a couldn't reach it.",
          "- ❌ **job 42** once, still open: \\[x\\](https://evil.example) \\*ran\\* out",
          "- ❌ **job 43** once, still open: network",
        ].join("\n"),
      );
      await close(0);
    });

    it("is posted by a replica that does not yet know of it, where the settings are changed one by one", async () => {
      const { journal, queue, close } = await backend().open();
      const posts: unknown[] = [];
      const step = digestStep({
        ...{ journal, queue, now: () => seven, catalog: { byId: () => undefined, byNumber: () => undefined } },
        config: { language: undefined, timeZone: "UTC", triage: {} } as never,
        log: { warn: () => {} } as never,
        placeOf: (channel: string) => ({ platform: "slack", tenant: "T1", channelId: channel }) as never,
        delivery: { post: async (place: unknown) => posts.push(place) } as never,
      });
      const lease = { payload: dueDigest(digest, seven, "UTC")?.payload } as never;
      expect(await step(lease, new AbortController().signal)).toEqual({ state: "done" });
      expect(posts).toEqual([expect.objectContaining({ channelId: "C1" })]);
      await close(0);
    });
  });

  it("says so when nothing failed, and counts what has no room", () => {
    expect(digestCard([], {})).toMatchObject({ tone: "success", markdown: "Nothing failed." });
    const line = { name: "a", failures: 1, cause: "c", standing: "open" } as const;
    expect(digestCard(Array(35).fill(line), {}).markdown).toMatch(/\n- and 5 more kinds of failure$/);
  });
});
