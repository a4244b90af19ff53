import { createChartPainter } from "../../../src/files/chart-image.ts";
import { chartSpec } from "../../../src/files/chart-spec.ts";
import type { Chart } from "../../../src/ports/chat/answer-parts.ts";

const chart = (more: Partial<Chart> = {}): Chart => ({
  type: "line",
  title: "Umsatz by month",
  categories: ["2026-08", "2026-09", "2026-10"],
  series: [{ name: "revenue", values: [10, null, 30] }],
  ...more,
});

/** Width and height, as the head of a PNG says. */
const sizeOf = (png: Buffer): number[] => [png.readUInt32BE(16), png.readUInt32BE(20)];

describe("the image of a chart", () => {
  const painter = createChartPainter();
  afterAll(() => painter.close());

  it.each<[string, Partial<Chart>]>([
    ["a line with a gap", {}],
    [
      "bars of two series",
      {
        type: "bar",
        series: [
          { name: "a", values: [1, 2, 3] },
          { name: "b", values: [3, null, 1] },
        ],
      },
    ],
    ["a pie", { type: "pie", series: [{ name: "a", values: [1, 2, 3] }] }],
    ["texts that look like code", { title: "<b>${x}</b>", categories: ["datum.value", "'); throw 1; ('", "{{a}}"] }],
    ["nothing but gaps", { series: [{ name: "a", values: [null, null, null] }] }],
  ])("is drawn: %s", async (_, more) => {
    const png = await painter.paint(chart(more));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(sizeOf(png)[0]).toBe(1_200);
  });

  it.each(["Λήξη", "Киев", "हिन्दी", "Łódź ½ € 2026"])("has the letters of %s", async (title) => {
    expect((await painter.paint(chart({ title }))).length).toBeGreaterThan(1_000);
  });

  it.each(["東京", "서울", "القاهرة", "กรุงเทพ", "ירושלים", "🔥", "❤️"])(
    "is not made where letters would be missing: %s",
    async (name) => {
      await expect(painter.paint(chart({ categories: ["a", name, "c"] }))).rejects.toMatchObject({
        code: "chart.no-font",
      });
      await expect(painter.paint(chart({ title: name }))).rejects.toThrow("letters that my font lacks");
    },
  );

  it("differs with the values, and a gap is no 0", async () => {
    const [gap, zero] = await Promise.all([
      painter.paint(chart()),
      painter.paint(chart({ series: [{ name: "revenue", values: [10, 0, 30] }] })),
    ]);
    expect(gap.equals(zero)).toBe(false);
  });

  it("holds no event loop: it is drawn in another thread", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await Promise.all(Array.from({ length: 5 }, () => painter.paint(chart())));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  it("fails with words for the person once it is closed", async () => {
    const closed = createChartPainter();
    const painting = closed.paint(chart());
    const failing = expect(painting).rejects.toMatchObject({ code: "chart.not-drawn" });
    await closed.close();
    await failing;
  });
});

it("names no file and no address, and texts are data alone", () => {
  const spec = chartSpec(chart({ title: "https://a.example/x", categories: ["file:///etc/passwd", "b", "c"] }));
  expect(JSON.stringify(spec)).not.toContain('"url"');
  expect(spec).toMatchObject({ params: [{ value: ["file:///etc/passwd", "b", "c"] }] });
});
