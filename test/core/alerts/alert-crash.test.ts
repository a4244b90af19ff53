import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIncident } from "../../../adapters/incident/incident.ts";
import { createMail } from "../../../adapters/mail/mail.ts";
import { serverOf } from "../../../adapters/mail/settings.ts";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { createIncidents, INCIDENT_KEYS } from "../../../sandbox/incident/service.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import { createAlerts } from "../../../src/alerts/alert-records.ts";
import { createAlertWork } from "../../../src/alerts/alert-sending.ts";
import { createAudit } from "../../../src/audit/audit-log.ts";
import { createDelivery } from "../../../src/delivery/delivery.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import type { Notifier, Sent } from "../../../src/ports/notifier.ts";
import type { Place } from "../../../src/ports/place.ts";
import { eventually } from "../../support/eventually.ts";
import { type MailServer, startMailServer } from "../../support/mail-server.ts";
import { mortal } from "../../support/mortal.ts";
import { address } from "../../support/noting-bot.ts";
import { type SlackBench, startSlack } from "../../support/slack/slack-bench.ts";

/* Mail, a receiver of JSON that takes everything as often as it comes, and a channel of Slack, each over its wire. */

const traffic = new Traffic();
const incidents = createIncidents({ traffic });
let slack: SlackBench;
let mail: MailServer;
let notifiers: Notifier[];
let close: () => void;
beforeAll(async () => {
  slack = await startSlack();
  mail = await startMailServer();
  const server = await serve(incidents, 0, traffic);
  close = () => void server.close();
  const sender = { name: "Genie Concierge", address: "genie@example.com" };
  const url = `${address(server)}/hook`;
  notifiers = [
    createMail({ server: serverOf(mail.url)!, sender, recipients: [], log: silent }),
    createIncident({ kind: "json", url, token: INCIDENT_KEYS.webhook, template: { text: "{{text}}" }, log: silent }),
  ];
});
afterAll(async () => {
  for (const notifier of notifiers) notifier.close();
  await mail.service.close();
  await slack.stop();
  close();
});

const target = { id: "on-call", name: "on-call", words: [], channel: "C0DATAOPS", email: ["oncall@example.com"] };
/** A dead bot's claim of a message is waited for: here not for seconds. */
const quick = () => 20 * Date.now();

/** The alert of this name, from its preparation on, with the file in which its bot remembers. */
const openTale = (id: string) => {
  const folder = mkdtempSync(join(tmpdir(), "alerts-"));
  const { workspace, acts } = slack.service;
  const channel = workspace.conversationNamed("analytics")!;
  const { ts } = acts.write(workspace.person("asker")!, channel, "@genie alert them", null);
  const to = { channel: channel.id, thread_ts: ts };
  const place: Place = {
    platform: "slack",
    thread: `slack:T:${channel.id}:${ts}`,
    channelId: channel.id,
    direct: false,
    to,
  };
  const placeOf = (channelId: string): Place => ({
    ...place,
    thread: channelId,
    channelId,
    to: { channel: channelId },
  });
  const click: Extract<Inbound, { kind: "click" }> = {
    ...{ kind: "click", id: `click ${id}`, action: "alert-send", value: id, actor: slack.person, place },
    ...{ external: false, on: { platform: "slack", thread: place.thread, id: null } },
  };
  const flying: Promise<Sent>[] = [];
  const reports = () => workspace.history(channel.id).filter((one) => one.threadTs === ts && one.bot);

  const live = (moments = Number.POSITIVE_INFINITY) => {
    const stores = sqlite({ path: join(folder, "alerts.db"), log: silent, conversationTtlMs: 3_600_000 });
    const doom = mortal(moments);
    const records = doom.guard(stores.records, ["read", "add", "write", "swap", "remove"]);
    const channels = new Map([["slack" as const, doom.guard(slack.channel, ["post"])]]);
    const { budget } = stores;
    const counted = notifiers.map((notifier) => ({
      ...notifier,
      send: (...args: Parameters<Notifier["send"]>) => {
        const sent = notifier.send(...args);
        flying.push(sent);
        return sent;
      },
    }));
    const queue = doom.guard(stores.queue, ["put"]);
    const work = createAlertWork({
      ...{ alerts: createAlerts(records), queue, placeOf, targets: [{ ...target, incident: true }] },
      notifiers: counted.map((notifier) => doom.guard(notifier, ["send"])),
      config: { access: { admins: [] } as never, language: "en" },
      delivery: createDelivery({ channels, records, budget, minuteMs: 60_000, log: silent, now: quick }),
      audit: createAudit(doom.guard(stores.journal, ["append"])),
    });
    stores.queue.work(async (lease, signal) => {
      const step = work.steps[lease.kind];
      if (step) return step(lease, signal);
      await work.click(click);
      return { state: "done" };
    }, 5);
    return {
      ...{ isDead: doom.isDead, moments: doom.passed },
      begin: async (): Promise<void> => {
        const alert = { id, by: slack.person, target: target.id, text: `the load ${id} is late` };
        await createAlerts(stores.records).prepare({ ...alert, state: "prepared" });
        await stores.queue.put({ id: click.id, orderingKey: click.id, kind: "click", payload: null });
      },
      ended: async (): Promise<boolean> => {
        const { ready, running } = await stores.queue.counts();
        return reports().length > 0 && ready + running === 0;
      },
      stop: async (): Promise<void> => {
        doom.kill();
        await stores.close(0);
      },
    };
  };

  const outcome = async () => {
    await Promise.allSettled(flying);
    const words = `the load ${id} is late`;
    return {
      reports: reports().map((message) => `${message.text} ${JSON.stringify(message.blocks)}`),
      posts: workspace
        .history("C0DATAOPS")
        .filter(({ text, blocks }) => `${text}${JSON.stringify(blocks)}`.includes(words)).length,
      mails: mail.service.received().filter(({ subject }) => subject.includes(words)).length,
      incidents: incidents.received().filter(({ body }) => JSON.stringify(body).includes(words)).length,
    };
  };
  return { live, outcome, drop: () => rmSync(folder, { recursive: true }) };
};

/** Lives twice: the first life ends after so many moments, the second one when all is done. */
const twice = async (at: number) => {
  const tale = openTale(`a${at}`);
  const first = tale.live(at);
  await first.begin();
  await eventually(async () => first.isDead() || (await first.ended()), 20_000).catch(() => false);
  await first.stop();
  const second = tale.live();
  await eventually(second.ended, 20_000, `the end after ${at} moments`);
  await second.stop();
  const outcome = await tale.outcome();
  tale.drop();
  return { at, moments: first.moments(), ...outcome };
};

const unknown = "I can't tell whether it was sent, so I won't send it again";

/** What is reports of a way fits what came of it. */
const isTrue = (reports: string, way: string, arrived: number): boolean =>
  reports.includes(`${way}: sent`) ? arrived === 1 : reports.includes(`${way}: ${unknown}`) && arrived <= 1;

describe("a process that dies at any moment of an alert that was confirmed", () => {
  it("sends it at most once by each way, posts it once, and tells once how that ended", async () => {
    const { moments } = await twice(Number.POSITIVE_INFINITY);
    expect(moments).toBeGreaterThan(30);
    const seen: Awaited<ReturnType<typeof twice>>[] = [];
    const deaths = Array.from({ length: moments }, (_, at) => at);
    const worker = async (): Promise<void> => {
      for (let at = deaths.shift(); at !== undefined; at = deaths.shift()) seen.push(await twice(at));
    };
    await Promise.all(Array.from({ length: 6 }, worker));
    expect(seen.filter(({ posts, reports }) => posts !== 1 || reports.length !== 1)).toEqual([]);
    expect(seen.filter(({ reports: [reports = ""], mails }) => !isTrue(reports, "e-mail", mails))).toEqual([]);
    expect(
      seen.filter(({ reports: [reports = ""], incidents: all }) => !isTrue(reports, "the incident service", all)),
    ).toEqual([]);
    const reports = seen.map((one) => ({ ...one, isUnknown: one.reports.join().includes(unknown) }));
    expect(reports.some(({ isUnknown }) => !isUnknown)).toBe(true);
    // Before it was sent, and after it was sent and before that was written down.
    expect(reports.some(({ isUnknown, mails }) => isUnknown && mails === 0)).toBe(true);
    expect(reports.some(({ isUnknown, mails, incidents: all }) => isUnknown && mails === 1 && all === 1)).toBe(true);
  });
});
