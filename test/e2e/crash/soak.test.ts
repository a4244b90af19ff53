import { soakPass } from "../../soak/pass.ts";
import { sharedStore } from "../../support/stage.ts";

/* npm run soak -- --minutes 10 is the long version. */
it("loses nothing, doubles nothing, and logs no error for an outsider under mixed and hostile traffic", {
  timeout: 900_000,
}, async () => {
  const seed = Date.now() % 1_000_000;
  const { fate, outsider, ends, noise, output } = await soakPass({
    store: sharedStore,
    seed,
    ms: 25_000,
    perSecond: 2,
  });
  const { lost, doubled } = fate;
  const nothing = { lost: [], doubled: [], outsider: [], ends: [] };
  expect({ lost, doubled, outsider, ends }, `seed ${seed}\n${output.slice(-20_000)}`).toEqual(nothing);
  expect(fate.asked).toBeGreaterThan(30);
  expect(fate.answered).toBeGreaterThan(10);
  expect(noise).toBeGreaterThan(30);
});
