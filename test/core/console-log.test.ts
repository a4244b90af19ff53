import { Console } from "node:console";
import { PassThrough } from "node:stream";
import { pino } from "pino";
import { routeConsole } from "../../src/logging/console-log.ts";

it("sends what a library writes to the console to the log, in bounded lines", () => {
  const [stdout, sink] = [new PassThrough(), new PassThrough()];
  const library = new Console(stdout);
  const undo = routeConsole(pino({ level: "debug", base: null }, sink), library);
  library.log("[WARNING]: %s content", "non-string", { a: 1 });
  library.warn("careful");
  library.error(new Error("broken").message);
  library.debug("x".repeat(100_000));
  undo();
  library.log("as before");
  const lines = String(sink.read())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ level, event, msg }) => [level, event, msg.slice(0, 40)])).toEqual([
    [30, "console.line", "[WARNING]: non-string content { a: 1 }"],
    [40, "console.line", "careful"],
    [50, "console.line", "broken"],
    [20, "console.line", "x".repeat(40)],
  ]);
  expect(lines.at(-1).msg.length).toBeLessThan(2_100);
  expect(String(stdout.read())).toBe("as before\n");
});
