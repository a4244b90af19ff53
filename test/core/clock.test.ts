import { createClock } from "../../src/clock.ts";

describe("the clock", () => {
  let wall = 1_000_000_000;
  let steady = 5_000;
  const pass = (ms: number): void => {
    wall += ms;
    steady += ms;
  };
  const create = () => createClock({ wall: () => wall, steady: () => steady });

  it("goes with the wall clock while nobody sets that", () => {
    const clock = create();
    for (let second = 0; second < 100; second += 1) {
      pass(1_000);
      expect(clock()).toBe(wall);
    }
  });

  it.each([
    ["back by 20 s", -20_000],
    ["forward by an hour", 3_600_000],
    ["back by a day", -86_400_000],
  ])("neither jumps nor stands still when the wall clock is set %s", (_, jumpMs) => {
    const clock = create();
    const begin = clock();
    wall += jumpMs;
    expect(clock()).toBe(begin);
    for (let second = 1; second <= 600; second += 1) {
      const before = clock();
      pass(1_000);
      expect(clock() - before).toBeGreaterThanOrEqual(899);
      expect(clock() - before).toBeLessThanOrEqual(1_101);
    }
    expect(Math.abs(clock() - begin - 600_000)).toBeLessThanOrEqual(60_001);
  });

  it("makes the difference up little by little", () => {
    const clock = create();
    wall += 20_000;
    for (let minute = 0; minute < 10; minute += 1) {
      pass(60_000);
      clock();
    }
    expect(clock()).toBe(wall);
  });

  it("goes on after the machine slept", () => {
    const clock = create();
    const before = clock();
    wall += 8 * 3_600_000;
    pass(1_000);
    expect(clock() - before).toBeLessThanOrEqual(1_100);
  });
});
