import { teams } from "../../../adapters/teams/teams-channel.ts";
import { APP_ID, TENANT } from "../../../sandbox/teams/seed.ts";
import type { Attachment } from "../../../src/ports/reply.ts";
import { bodyOf, type TeamsBench, teamsForFile } from "../../support/teams-bench.ts";
import { fresh, outbox, problem } from "../../support/teams-outbox.ts";
import { readable } from "../../support/teams-reading.ts";

let bench: TeamsBench;
teamsForFile((started) => {
  bench = started;
});

const { posts, place } = outbox(() => bench);

describe("a file in Teams", () => {
  const csv = (rows: number): Attachment => ({
    name: "sales.csv",
    title: `Sales: ${rows} rows`,
    contentType: "text/csv",
    content: `region,revenue\r\n${Array.from({ length: rows }, (_, row) => `region ${row + 1},${row}\r\n`).join("")}`,
  });
  const cards = async (file: Attachment): Promise<string[]> => {
    await bench.channel.attach(await place("personal"), file, fresh());
    return posts("personal:asker").map(({ card }) => readable(card));
  };

  it("is its rows, folded away in a card", async () => {
    const [text, ...others] = await cards(csv(45));
    expect(others).toEqual([]);
    expect(text).toContain("sales.csv · Sales: 45 rows · rows 1–45 of 45");
    expect(text).toContain("region,revenue\nregion 1,0\nregion 2,1");
    expect(text).toContain("region 45,44");
  });

  it("goes on in further cards, each with its header", async () => {
    const texts = await cards(csv(1_500));
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.every((text) => text.includes("region,revenue"))).toBe(true);
    const rows = texts.flatMap((text) => text.match(/^region \d+,\d+$/gm) ?? []);
    expect(rows).toEqual(csv(1_500).content.trim().split("\r\n").slice(1));
  });

  it("says what no card shows, and where it is", async () => {
    const texts = await cards(csv(5_000));
    const rows = texts.flatMap((text) => text.match(/^region \d+,\d+$/gm) ?? []).length;
    expect(texts).toHaveLength(4);
    const left = (5_000 - rows).toLocaleString("en-US");
    expect(texts.at(-1)).toContain(`${left} more rows don't fit in a chat. Open the answer in Genie`);
    expect(texts.slice(0, -1).join()).not.toContain("do not fit");
  });

  it("that failed half way goes on where it failed", async () => {
    const there = await place("personal");
    const key = fresh();
    bench.traffic.faults.push({ service: "teams", kind: "503", match: "region 1000,", times: 1 });
    expect(await problem(bench.channel.attach(there, csv(1_500), key))).toMatchObject({ retry: "later" });
    await bench.channel.attach(there, csv(1_500), key);
    const rows = posts("personal:asker").flatMap(({ card }) => readable(card).match(/^region \d+,\d+$/gm) ?? []);
    expect(rows).toHaveLength(1_500);
  });
});

describe("a place in which nobody has asked", () => {
  it.each([
    ["a chat of a person", "a:1abc"],
    ["a channel of Slack", "C0123456"],
    ["a thread", "19:x@thread.tacv2;messageid=1"],
    ["nothing", ""],
  ])("is none for %s", (_, id) => {
    expect(bench.channel.placeOf(id)).toBeUndefined();
  });

  it("is reached at Microsoft's common address where no other is named", () => {
    const channel = teams({ ...bench.deps, serviceUrls: [] });
    expect(channel.placeOf("19:x@thread.tacv2")?.to).toEqual({
      serviceUrl: "https://smba.trafficmanager.net/teams/",
      conversation: "19:x@thread.tacv2",
      tenant: TENANT.id,
      scope: "channel",
      bot: { id: `28:${APP_ID}` },
    });
  });
});

it("Teams' own words for a body are those that we read", async () => {
  const [request] = await bench.direct("hello");
  expect(bodyOf(request!)).toMatchObject({ channelId: "msteams", recipient: { id: `28:${APP_ID}` } });
});
