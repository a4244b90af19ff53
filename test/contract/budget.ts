import { describe, expect, it } from "vitest";
import { type BackendKind, backendPerTest, eventually, hostile } from "./backend.ts";

const hour = 3_600_000;

/** The laws of Budget. */
export const budgetContract = (kind: BackendKind): void => {
  describe(`budget of ${kind.name}`, () => {
    const backend = backendPerTest(kind);

    it("counts as many uses as the rate allows, and says when the next is free", async () => {
      const { budget } = await backend().open();
      const rate = { most: 3, perMs: hour };
      for (const freeMs of [0, 0]) expect(await budget.spend("a", rate, "if-free")).toEqual({ counted: true, freeMs });
      const last = await budget.spend("a", rate, "if-free");
      const refused = await budget.spend("a", rate, "if-free");
      expect([last.counted, refused.counted]).toEqual([true, false]);
      for (const { freeMs } of [last, refused]) {
        expect(freeMs).toBeGreaterThan(hour - 60_000);
        expect(freeMs).toBeLessThanOrEqual(hour);
      }
    });

    it("counts beyond the rate what has to be done anyway", async () => {
      const { budget } = await backend().open();
      const rate = { most: 1, perMs: 2_500 };
      for (let use = 0; use < 3; use += 1) expect((await budget.spend("a", rate, "anyway")).counted).toBe(true);
      const { counted, freeMs } = await budget.spend("a", rate, "if-free");
      expect(counted).toBe(false);
      expect(freeMs).toBeGreaterThan(0);
      await eventually(async () => expect((await budget.spend("a", rate, "if-free")).counted).toBe(true));
    });

    it("keeps hostile names apart", async () => {
      const { budget } = await backend().open();
      for (const name of hostile)
        expect(await budget.spend(name, { most: 1, perMs: hour }, "if-free")).toMatchObject({ counted: true });
      for (const name of hostile)
        expect(await budget.spend(name, { most: 1, perMs: hour }, "if-free")).toMatchObject({ counted: false });
    });

    it("does not mix with a quota of the same name", async () => {
      const stores = await backend().open();
      const rate = { most: 1, perMs: hour };
      await stores.quota("a", rate, hour).claim({ id: "a", asker: "A" });
      expect(await stores.budget.spend("a", rate, "if-free")).toMatchObject({ counted: true });
    });

    it.runIf(kind.replicas)("is one for all replicas", async () => {
      const [one, other] = [await backend().open(), await backend().open()];
      const rate = { most: 5, perMs: hour };
      const spent = await Promise.all(
        Array.from({ length: 20 }, (_, at) => (at % 2 ? one : other).budget.spend("a", rate, "if-free")),
      );
      expect(spent.filter(({ counted }) => counted)).toHaveLength(5);
    });
  });
};
