import { Problem } from "../../../src/errors.ts";
import { createLog } from "../../../src/logging/log.ts";
import { createBreaker } from "../../../src/resilience/breaker.ts";

const down = () => new Problem("databricks.unavailable", "Databricks cannot be reached.", { retry: "later" });

/** A breaker under a clock of our own, and a service behind it that does as it is told. */
const bench = () => {
  let now = 1_000_000;
  const said: string[] = [];
  const log = createLog("info");
  for (const level of ["info", "error"] as const)
    log[level] = (_: unknown, words?: unknown) => void said.push(`${level}: ${words}`);
  const breaker = createBreaker({
    ...{ service: "databricks", title: "Databricks", log, failures: 5, withinMs: 60_000, pauseMs: 15_000 },
    now: () => now,
  });
  let calls = 0;
  const call = (answer: () => unknown = () => "answer") =>
    breaker.run(async () => {
      calls += 1;
      return answer();
    });
  const fail = (problem: () => unknown = down) =>
    call(() => {
      throw problem();
    });
  const failTimes = async (times: number, problem: () => unknown = down) => {
    for (let time = 0; time < times; time += 1) await expect(fail(problem)).rejects.toThrow();
  };
  return { breaker, call, fail, failTimes, said, pass: (ms: number) => (now += ms), calls: () => calls };
};

const paused = expect.objectContaining({ code: "service.paused", retry: "later" });

describe("a circuit breaker", () => {
  it("passes calls and their results on", async () => {
    const { call, fail, breaker } = bench();
    expect(await call(() => 42)).toBe(42);
    await expect(fail()).rejects.toMatchObject({ code: "databricks.unavailable" });
    expect(breaker.complaint()).toBeUndefined();
  });

  it("opens after five failures in a row: then nothing is called, and people are told when it is tried again", async () => {
    const { call, failTimes, calls, pass, said, breaker } = bench();
    await failTimes(5);
    pass(3_000);
    await expect(call()).rejects.toMatchObject({
      code: "service.paused",
      retry: "later",
      afterMs: 12_000,
      sentence: expect.stringMatching(
        /^Databricks isn't responding, .* I'll check it again in 12 s; please ask me again after that\.$/,
      ),
    });
    expect(calls()).toBe(5);
    expect(breaker.complaint()).toBe("Databricks isn't responding; I'll check it again in 12 s.");
    expect(said).toEqual([expect.stringMatching(/^error: the service is down/)]);
  });

  it.each(["unavailable", "timeout"] as const)("counts %s", async (kind) => {
    const { failTimes, breaker } = bench();
    await failTimes(5, () => new Problem(`databricks.${kind}`, "It did not answer."));
    expect(breaker.complaint()).toBeDefined();
  });

  it.each([
    ["a permission error", () => new Problem("databricks.forbidden", "Not allowed.")],
    ["a space that is not there", () => new Problem("databricks.not-found", "Not found.")],
    ["a rate limit", () => new Problem("databricks.rate-limited", "Too many.", { retry: "later" })],
  ])("never opens for %s, which is an answer", async (_, problem) => {
    const { failTimes, breaker, call } = bench();
    await failTimes(20, problem);
    expect(breaker.complaint()).toBeUndefined();
    await failTimes(4);
    await failTimes(1, problem);
    await failTimes(4);
    expect(await call()).toBe("answer");
  });

  it.each([
    ["what a person stopped", () => new DOMException("stopped", "AbortError")],
    ["an error of ours", () => new TypeError("x is not a function")],
    ["that our data store is away", () => new Problem("store.unavailable", "I can't reach my data store.")],
  ])("takes no notice of %s", async (_, thrown) => {
    const { failTimes, breaker } = bench();
    await failTimes(4);
    await failTimes(10, thrown);
    expect(breaker.complaint()).toBeUndefined();
    await failTimes(1);
    expect(breaker.complaint()).toBeDefined();
  });

  it("forgets failures that are long ago", async () => {
    const { failTimes, pass, breaker } = bench();
    for (let time = 0; time < 20; time += 1) {
      await failTimes(1);
      pass(20_000);
    }
    expect(breaker.complaint()).toBeUndefined();
  });

  it("lets one call look whether the service is back, and tells all others", async () => {
    const { call, failTimes, pass, calls } = bench();
    await failTimes(5);
    pass(15_000);
    const answer = Promise.withResolvers<string>();
    const probe = call(() => answer.promise);
    await expect(call()).rejects.toEqual(paused);
    await expect(call()).rejects.toEqual(paused);
    expect(calls()).toBe(6);
    answer.resolve("back");
    expect(await probe).toBe("back");
    expect(await call()).toBe("answer");
  });

  it("closes when the look succeeds, says so, and needs five failures again to open", async () => {
    const { call, failTimes, pass, said, breaker } = bench();
    await failTimes(5);
    pass(15_000);
    await call();
    expect(breaker.complaint()).toBeUndefined();
    expect(said.at(-1)).toMatch(/^info: the service is answering again/);
    await failTimes(4);
    expect(breaker.complaint()).toBeUndefined();
  });

  it("stays open when the look fails, and closes when it meets a refusal", async () => {
    const { fail, failTimes, call, pass, calls } = bench();
    await failTimes(5);
    pass(15_000);
    await expect(fail()).rejects.toMatchObject({ code: "databricks.unavailable" });
    pass(14_000);
    await expect(call()).rejects.toEqual(paused);
    expect(calls()).toBe(6);
    pass(1_000);
    await expect(fail(() => new Problem("databricks.forbidden", "No."))).rejects.toMatchObject({
      code: "databricks.forbidden",
    });
    expect(await call()).toBe("answer");
  });

  it("looks again at once when the look was stopped by a person", async () => {
    const { fail, failTimes, call, pass } = bench();
    await failTimes(5);
    pass(15_000);
    await expect(fail(() => new DOMException("stopped", "AbortError"))).rejects.toThrow("stopped");
    expect(await call()).toBe("answer");
  });

  it("takes no notice of failures of calls that began before it opened, but of their success", async () => {
    const { call, failTimes, pass, breaker } = bench();
    const late = Promise.withResolvers<string>();
    const lucky = Promise.withResolvers<string>();
    const [failing, succeeding] = [call(() => late.promise), call(() => lucky.promise)];
    await failTimes(5);
    pass(14_000);
    late.reject(down());
    await expect(failing).rejects.toThrow();
    expect(breaker.complaint()).toContain("in 1 s");
    lucky.resolve("answer");
    await succeeding;
    expect(breaker.complaint()).toBeUndefined();
  });
});
