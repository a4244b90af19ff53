import { teams } from "../../../adapters/teams/teams-channel.ts";
import { APP_ID, TENANT } from "../../../sandbox/teams/seed.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import type { Attachment } from "../../../src/ports/chat/reply.ts";
import { into } from "../../support/acts.ts";
import { bodyOf, type TeamsBench, teamsForFile } from "../../support/teams/teams-bench.ts";
import { fresh, outbox, problem } from "../../support/teams/teams-outbox.ts";

let bench: TeamsBench;
teamsForFile((started) => {
  bench = started;
});

const { place } = outbox(() => bench);

describe("a file in Teams", () => {
  const csv: Attachment = {
    name: "sales.csv",
    title: "Sales: 45 rows · 1.2 kB",
    contentType: "text/csv",
    content: Buffer.from("region,revenue\r\nNorth,2525\r\n"),
  };
  const again = { action: "file", value: '{"turn":"t","table":0,"format":"csv"}' } as const;
  const chat = "personal:asker";
  const person = () => bench.service.workspace.person("asker")!;
  const there = () => bench.service.workspace.conversations().find(({ name }) => name === chat)!;
  const inChat = () => bench.service.workspace.messages(there().id).filter(({ bot }) => bot);

  /** The person's answer to the question, and what the bot makes of it. */
  const answered = async (choice: "accept" | "decline") => {
    await bench.channel.attach(await place("personal"), csv, { ...fresh(), again });
    const [asked] = inChat();
    const [request] = await bench.sent(1, () => bench.service.acts.consent(person(), there(), asked!, choice));
    const acts: Inbound[] = [];
    expect(await bench.channel.receive(request!, into(acts))).toMatchObject({ status: 200 });
    return acts;
  };

  it("is asked about in a personal chat, with its name and size, before it is sent", async () => {
    await bench.channel.attach(await place("personal"), csv, { ...fresh(), again });
    const [asked, ...others] = inChat();
    expect(others).toEqual([]);
    expect(asked!.attachments).toEqual([
      {
        contentType: "application/vnd.microsoft.teams.card.file.consent",
        name: "sales.csv",
        contentUrl: undefined,
        content: {
          description: "Sales: 45 rows · 1.2 kB",
          sizeInBytes: csv.content.length,
          acceptContext: again,
          declineContext: {},
        },
      },
    ]);
  });

  it("goes into the person's OneDrive when they agree, and takes the place of the question", async () => {
    const [click] = await answered("accept");
    expect(click).toMatchObject({ kind: "click", ...again, actor: { name: "asker" } });
    await bench.channel.attach(click!.place, csv, fresh());
    const [shown, ...others] = inChat();
    expect(others).toEqual([]);
    expect(shown!.attachments).toMatchObject([
      {
        contentType: "application/vnd.microsoft.teams.card.file.info",
        name: "sales.csv",
        content: { fileType: "csv" },
      },
    ]);
    const content = await fetch(shown!.attachments[0]!.contentUrl!);
    expect(Buffer.from(await content.arrayBuffer())).toEqual(csv.content);
  });

  it("is not sent when they decline", async () => {
    expect(await answered("decline")).toEqual([]);
    expect(inChat()).toHaveLength(1);
  });

  it("goes to no address that is not Microsoft's storage", async () => {
    const [click] = await answered("accept");
    const { upload, ...to } = click!.place.to as { upload: object };
    for (const url of [
      "http://127.0.0.1:1/uploads/1",
      "https://sharepoint.com.example/",
      "https://evil.example/.sharepoint.com",
    ])
      expect(
        await problem(
          bench.channel.attach({ ...click!.place, to: { ...to, upload: { ...upload, url } } }, csv, fresh()),
        ),
      ).toMatchObject({ code: "teams.file-refused" });
  });

  it.each([
    ["503", "teams.file-delayed", "later"],
    ["500", "teams.file-delayed", "later"],
  ] as const)("that is missing after a %s is a sentence for the person", async (kind, code, retry) => {
    const [click] = await answered("accept");
    bench.traffic.faults.push({ service: "teams", kind, match: "/uploads/", times: 1 });
    const failed = await problem(bench.channel.attach(click!.place, csv, fresh()));
    expect(failed).toMatchObject({ code, retry });
    expect(failed.sentence).toMatch(/^The file is missing because/);
  });

  it("is taken in personal chats alone", async () => {
    expect(bench.channel.takesFiles(await place("personal"))).toBe("asked");
    expect(bench.channel.takesFiles(await place("group"))).toBe("never");
    expect(bench.channel.takesFiles(await place("channel"))).toBe("never");
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
