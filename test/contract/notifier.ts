import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Notification, Notifier } from "../../src/ports/notifier.ts";

/** A notifier and the service behind it, as the contract suite drives them. */
export interface NotifierUnderTest {
  notifier: Notifier;
  /** What the service has taken, oldest first: by the id or key under which it knows it, and the subject. */
  taken(): { id: string; subject: string }[];
  /** The next notification is refused for now, before the service takes it. */
  busyOnce(): void;
  /** The next notification is refused for good. */
  refuseOnce(): void;
  /** From the next notification on, the service takes it but the answer does not come back. */
  loseAnswers(): void;
  /** A notifier of the same kind whose service nobody runs. */
  unreachable: Notifier;
  /** One whose credentials are wrong; undefined: the service does not say so. */
  stranger: Notifier | undefined;
  drop(): Promise<void>;
}

export const notification = (more: Partial<Notification> = {}): Notification => ({
  id: "triage.8f2c-1",
  kind: "escalation",
  to: [],
  subject: "nightly-load failed: table sales.orders is missing",
  text: "The job nightly-load failed at 02:14.\n\nÄrger mit größeren Mengen.",
  html: "<p>The job <b>nightly-load</b> failed at 02:14.</p>",
  links: [{ title: "Run in Databricks", url: "https://example.com/#job/1/run/2" }],
  facts: [
    { name: "job", value: "nightly-load" },
    { name: "class", value: "data" },
  ],
  ...more,
});

/** The laws of Notifier. */
export const notifierContract = (name: string, open: () => Promise<NotifierUnderTest>): void => {
  describe(`notifier: ${name}`, () => {
    let service: NotifierUnderTest;
    beforeEach(async () => {
      service = await open();
    });
    afterEach(async () => {
      service.notifier.close();
      await service.drop();
    });

    it("has a name and what people call it", () => {
      expect(service.notifier.name).toMatch(/^[a-z]+$/);
      expect(service.notifier.title).toMatch(/\w/);
    });

    it("sends, under the notification's id", async () => {
      expect(await service.notifier.send(notification())).toEqual({ state: "sent" });
      expect(service.taken()).toEqual([
        { id: "triage.8f2c-1", subject: "nightly-load failed: table sales.orders is missing" },
      ]);
    });

    it.each(["escalation", "retry", "report"] as const)("sends every kind: %s", async (kind) => {
      expect(await service.notifier.send(notification({ kind }))).toEqual({ state: "sent" });
      expect(service.taken()).toHaveLength(1);
    });

    it("rejects when it is certain that nothing was sent, and says whether sending it again may work", async () => {
      service.busyOnce();
      await expect(service.notifier.send(notification())).rejects.toMatchObject({
        code: "notify.busy",
        retry: "later",
      });
      service.refuseOnce();
      await expect(service.notifier.send(notification())).rejects.toMatchObject({
        code: "notify.refused",
        retry: "never",
        sentence: expect.stringMatching(/^[A-Z].*nothing was sent.*\.$/),
      });
      expect(service.taken()).toEqual([]);
      expect(await service.notifier.send(notification())).toEqual({ state: "sent" });
    });

    it("rejects when nobody is there, or its credentials are refused", async () => {
      const { unreachable, stranger } = service;
      await expect(unreachable.send(notification())).rejects.toMatchObject({
        code: "notify.unreachable",
        retry: "later",
      });
      if (stranger)
        await expect(stranger.send(notification())).rejects.toMatchObject({
          code: "notify.credentials",
          retry: "never",
        });
      expect(service.taken()).toEqual([]);
    });

    it("does not know whether it was sent when the answer is lost, and one id is taken once or shown as one", async () => {
      service.loseAnswers();
      expect(await service.notifier.send(notification())).toEqual({ state: "unknown" });
      expect(new Set(service.taken().map(({ id }) => id))).toEqual(new Set(["triage.8f2c-1"]));
    });

    it("sends nothing after an abort", async () => {
      await expect(service.notifier.send(notification(), AbortSignal.abort())).rejects.toMatchObject({
        name: "AbortError",
      });
      expect(service.taken()).toEqual([]);
    });

    it("takes texts of any length and kind", async () => {
      const long = `${"ä€😀\r\n.\r\n".repeat(60_000)}`;
      const facts = Array.from({ length: 30 }, (_, index) => ({ name: `fact ${index}`, value: long }));
      const strange = notification({ subject: `a\r\nBcc: x@y.z\u0000 ${long}`, text: long, html: long, facts });
      expect(await service.notifier.send(strange)).toEqual({ state: "sent" });
      expect(service.taken()[0]?.subject).toMatch(/^a Bcc: x@y\.z /);
    });
  });
};
