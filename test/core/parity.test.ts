import { readFileSync } from "node:fs";
import { parity, parityTable } from "../support/parity.ts";

describe("the parity of Slack and Teams", () => {
  it("is the table in docs/channels.md", () => {
    expect(readFileSync("docs/channels.md", "utf8")).toContain(parityTable());
  });

  it.each(
    parity.flatMap(({ feature, slackProof, teamsProof }) => [
      [feature, "Slack", slackProof] as const,
      [feature, "Teams", teamsProof] as const,
    ]),
  )("is proven: %s in %s", (_feature, _channel, [file, name]) => {
    expect(readFileSync(`test/${file}`, "utf8")).toContain(JSON.stringify(name).slice(1, -1));
  });

  it("holds the contract over both channels", () => {
    for (const channel of ["slack", "teams"]) {
      expect(readFileSync(`test/adapters/${channel}/${channel}.test.ts`, "utf8")).toContain("channelContract(");
    }
  });
});
