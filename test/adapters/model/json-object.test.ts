import { z } from "zod";
import { lastObject } from "../../../adapters/model/json-object.ts";

const Plan = z.object({ kind: z.string(), asks: z.array(z.object({ agent: z.string() })) });
const plan = { kind: "ask", asks: [{ agent: "sales" }] };
const json = JSON.stringify(plan);
const draft = '{"kind":"clarify","asks":[]}';

describe("the last JSON object that fits", () => {
  it.each([
    ["alone", json],
    ["in a fence", `Sure:\n\`\`\`json\n${JSON.stringify(plan, null, 2)}\n\`\`\``],
    ["behind a note with braces", `A plan in {braces}, and {"kind": half of one}:\n${json}`],
    ["before a note with braces", `${json}\n\nNote: {kind} and {} and { are left open`],
    ["after a first attempt", `${draft}\n${json}`],
    ["before an object of another kind", `${json} {"note":"done"}`],
    ["with trailing commas", '{"kind":"ask","asks":[{"agent":"sales",},],\n}'],
    ["within another object", `{"plan":${json}}`],
    ["behind a brace that is never closed", `{ "kind: ${json}`],
    ["behind a quote that is never closed", `the "plan: ${json}`],
  ])("is found %s", (_, text) => {
    expect(lastObject(Plan, text)).toEqual({ data: plan });
  });

  it("keeps commas, braces and escapes in its strings", () => {
    const odd = { kind: 'a ",} \\" {b', asks: [] };
    expect(lastObject(Plan, `x ${JSON.stringify(odd)} y`)).toEqual({ data: odd });
    expect(lastObject(Plan, `${JSON.stringify(odd).slice(0, -1)} , }`)).toEqual({ data: odd });
  });

  it.each(["", "no object", "{", '{"kind":"ask"', '{"kind":"ask"}', "{}", json.slice(0, -1)])(
    "is none in %j",
    (text) => {
      expect(lastObject(Plan, text)).toBeUndefined();
    },
  );

  it.each(["{", '{"', '{"a":', '{"a":"', "{}", '{"a":{', "[{", "},{", '"{', '\\{"', "{,", '{"a":1,,,'])(
    "takes linear time over many %j",
    (part) => {
      const timed = (length: number): number => {
        const text = part.repeat(length / part.length);
        const began = process.cpuUsage();
        lastObject(Plan, text);
        const { user, system } = process.cpuUsage(began);
        return (user + system) / 1_000;
      };
      timed(50_000);
      expect(timed(200_000)).toBeLessThan(500);
    },
  );
});
