import { z } from "zod";
import { order } from "../../../src/jobs/job-order.ts";
import { bot } from "../../../src/ports/databricks/identity.ts";
import { type Deed, type JobWorld, openJobWorld } from "../../support/databricks/job-life.ts";
import { eventually } from "../../support/eventually.ts";

let world: JobWorld;
beforeAll(async () => {
  world = await openJobWorld();
});
afterAll(() => world.close());

type Life = ReturnType<JobWorld["openLife"]>;

const script = (seconds: number) => world.databricks.scriptRun({ job: world.anomalies, outcome: "success", seconds });
const button = (life: Life, action: string): string | undefined =>
  life
    .shown()
    .map(({ blocks }) => new RegExp(`"action_id":"${action}".*?"value":"([^"]+)"`).exec(JSON.stringify(blocks))?.[1])
    .find((value) => value !== undefined);

/** A click, as soon as there is the button; what was clicked once stays clicked. */
const click = (life: Life, id: string, action: string): Deed => {
  let value: string | undefined;
  return async (traffic, { place, actor }) => {
    value ??= button(life, action);
    if (value === undefined) return false;
    const on = { platform: "slack" as const, thread: place.thread, id: null };
    await traffic.click({
      kind: "click",
      id: `${id} ${place.thread}`,
      action,
      value,
      actor,
      place,
      external: false,
      on,
    });
    return true;
  };
};

let wishes = 0;
/** What a person does to have the job started, in words that no other thread uses. */
const asking = (life: Life): { deeds: Record<string, Deed>; words: string } => {
  wishes += 1;
  const words = `wish ${wishes} please`;
  const wish: Deed = async (traffic, { place, actor }) => {
    const id = `wish ${place.thread}`;
    await traffic.execute(order("start", { job: "anomalies" }), { id, actor, place, words, supervised: false });
    return true;
  };
  return { deeds: { wish, confirm: click(life, "confirm", "job-start") }, words };
};

/** How many runs were ordered in these words; the same token gives the same run. */
const ordered = (words: string): number => {
  const bodies = world.traffic.calls
    .filter(({ path }) => path.endsWith("/run-now"))
    .map(({ body }) => Order.parse(body));
  return new Set(
    bodies.filter((body) => body.job_parameters.user_request === words).map((one) => one.idempotency_token),
  ).size;
};
const Order = z.object({ idempotency_token: z.string(), job_parameters: z.object({ user_request: z.string() }) });

interface Tale {
  life: Life;
  deeds: Record<string, Deed>;
  words: string;
}
interface Outcome {
  runs: number;
  did: string[];
  texts: string[];
}

/** Lives twice: the first life ends after so many moments, the second one when all is done. */
const twice = async ({ life, deeds, words }: Tale, moments: number): Promise<Outcome & { moments: number }> => {
  const first = life.live(deeds, moments);
  await eventually(async () => first.isDead() || (await first.ended()), 20_000).catch(() => false);
  await first.stop();
  const second = life.live(deeds);
  await eventually(second.ended, 20_000, `the end after ${moments} moments`);
  const did = (await second.audit()).map(({ action }) => action);
  await second.stop();
  return { runs: ordered(words), did, texts: life.shown().map(({ text }) => text), moments: first.moments() };
};

const sideBySide = 24;
/** The tale with a death at each of its moments, many at a time. */
const everywhere = async (tell: () => Promise<Tale>): Promise<(Outcome & { at: number })[]> => {
  const { moments } = await twice(await tell(), Number.POSITIVE_INFINITY);
  const deaths = Array.from({ length: moments }, (_, at) => at);
  const seen: (Outcome & { at: number })[] = [];
  const worker = async (): Promise<void> => {
    for (let at = deaths.shift(); at !== undefined; at = deaths.shift()) {
      const tale = await tell();
      seen.push({ at, ...(await twice(tale, at)) });
      tale.life.drop();
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return seen;
};

/** One card with the outcome and one notice for the person. */
const hasCardAndNotice = (texts: string[], outcome: string): boolean =>
  texts.length === 2 && texts.every((text) => text.includes(outcome)) && /<@U0ASKER>/.test(texts[1] ?? "");

describe("a process that dies at any moment", () => {
  it("starts one run, shows one card, tells the end once and writes down each act once", async () => {
    const seen = await everywhere(async () => {
      script(0.3);
      const life = world.openLife();
      return { life, ...asking(life) };
    });
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.filter((outcome) => outcome.runs !== 1 || outcome.did.join() !== "confirm,start")).toEqual([]);
    expect(seen.filter(({ texts }) => !hasCardAndNotice(texts, "Anomalies succeeded"))).toEqual([]);
  });

  it("cancels a run, with one card, one notice and one entry of it", async () => {
    const seen = await everywhere(async () => {
      script(100);
      const life = world.openLife();
      const { deeds, words } = asking(life);
      const before = life.live(deeds);
      await eventually(() => life.shown().some(({ text }) => /Anomalies: (starting|running)/.test(text)), 10_000);
      await before.stop();
      return { life, words, deeds: { cancel: click(life, "cancel", "cancel-run") } };
    });
    expect(seen.length).toBeGreaterThan(40);
    expect(seen.filter((outcome) => outcome.runs !== 1 || outcome.did.join() !== "confirm,start,cancel")).toEqual([]);
    expect(seen.filter(({ texts }) => !hasCardAndNotice(texts, "Anomalies was cancelled by asker after"))).toEqual([]);
  });

  it("cancels a run that was started elsewhere, and follows it in one card", async () => {
    const seen = await everywhere(async () => {
      script(100);
      const words = `elsewhere ${Math.random()}`;
      const elsewhere = { job: world.anomalies, parameters: { user_request: words }, token: words };
      const { run } = await world.jobs.start(elsewhere, bot);
      const life = world.openLife();
      const cancel: Deed = async (traffic, { place, actor }) => {
        await traffic.execute(order("cancel", { run }), {
          id: `cancel ${run}`,
          actor,
          place,
          words,
          supervised: false,
        });
        return true;
      };
      return { life, words, deeds: { cancel } };
    });
    expect(seen.length).toBeGreaterThan(40);
    expect(seen.filter((outcome) => outcome.runs !== 1 || outcome.did.join() !== "cancel")).toEqual([]);
    expect(seen.filter(({ texts }) => !hasCardAndNotice(texts, "Anomalies was cancelled"))).toEqual([]);
  });
});
