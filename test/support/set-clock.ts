/*
 * Loaded before a program (`--import`): its wall clock is set by CLOCK_SET_MS when it gets SIGUSR2, as by an
 * administrator. Nothing else of it changes.
 */

const RealDate = Date;
let offset = 0;

class SetDate extends RealDate {
  constructor(...args: [] | [number]) {
    if (args.length === 0) super(RealDate.now() + offset);
    else super(...args);
  }

  static override now(): number {
    return RealDate.now() + offset;
  }
}
globalThis.Date = SetDate as DateConstructor;

process.on("SIGUSR2", () => {
  offset += Number(process.env["CLOCK_SET_MS"]);
});
