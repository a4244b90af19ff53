import { createExpiringMap } from "../../src/expiring-map.ts";

describe("a map whose entries expire", () => {
  it("gives an entry until its time has passed, whether it was swept by then or not", () => {
    let now = 1_000;
    const map = createExpiringMap<string>(() => now);
    map.keep("a", "kept", 100);
    now += 100;
    expect(map.get("a")).toBe("kept");
    now += 1;
    expect(map.get("a")).toBeUndefined();
    map.keep("a", "again", 100);
    expect([map.get("a"), map.size()]).toEqual(["again", 1]);
  });
});
