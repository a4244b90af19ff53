import { crc32, inflateRawSync } from "node:zlib";
import { tableFile } from "../../../src/files/table-file.ts";
import { xlsx } from "../../../src/files/xlsx.ts";
import type { Table } from "../../../src/ports/table.ts";

/** The files of an archive by path, read by its directory as any program reads it. */
const unzipped = (archive: Buffer): Map<string, string> => {
  const end = archive.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const files = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [crc, packed, length] = [16, 20, 24].map((field) => archive.readUInt32LE(at + field)) as [
      number,
      number,
      number,
    ];
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const local = archive.readUInt32LE(at + 42);
    expect(archive.readUInt32LE(local)).toBe(0x04034b50);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(begin, begin + packed));
    expect(content.length).toBe(length);
    expect(crc32(content)).toBe(crc);
    files.set(archive.subarray(at + 46, at + 46 + name).toString(), content.toString());
    at += 46 + name + extra + comment;
  }
  return files;
};

const sheetOf = async (table: Table): Promise<string> =>
  unzipped(await xlsx(table)).get("xl/worksheets/sheet1.xml") ?? "";

/** Cells by place: type, style and content. */
const cellsOf = (sheet: string): Record<string, string> =>
  Object.fromEntries(
    [...sheet.matchAll(/<c r="(\w+)"([^>]*)>(?:<v>|<is><t xml:space="preserve">)([^<]*)/g)].map(
      ([, place, how, value]) => [place, `${how?.trim()} ${value}`],
    ),
  );

const table = (columns: Table["columns"], ...rows: (string | null)[][]): Table => ({
  columns,
  rows,
  total: rows.length,
  truncated: false,
});

describe("an Excel file", () => {
  it("has every part that a workbook needs", async () => {
    const files = unzipped(await xlsx(table([{ name: "a", type: "text" }], ["b"])));
    expect([...files.keys()]).toEqual([
      "[Content_Types].xml",
      "_rels/.rels",
      "xl/workbook.xml",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/worksheets/sheet1.xml",
    ]);
    for (const content of files.values()) expect(content).toMatch(/^<\?xml version="1.0" encoding="UTF-8"/);
  });

  it("keeps numbers, dates, times and truth as what they are, and nulls empty", async () => {
    const sheet = await sheetOf(
      table(
        [
          { name: "region", type: "text" },
          { name: "revenue", type: "number" },
          { name: "customer_id", type: "number" },
          { name: "day", type: "date" },
          { name: "seen", type: "time" },
          { name: "ok", type: "boolean" },
        ],
        ["North", "1234.5", "1000001", "2026-11-29", "2026-11-29T18:00:00.000Z", "true"],
        [null, "-2E3", "12345678901234567890", "0900-01-01", "soon", null],
      ),
    );
    expect(cellsOf(sheet)).toEqual({
      A1: 's="1" t="inlineStr" region',
      B1: 's="1" t="inlineStr" revenue',
      C1: 's="1" t="inlineStr" customer_id',
      D1: 's="1" t="inlineStr" day',
      E1: 's="1" t="inlineStr" seen',
      F1: 's="1" t="inlineStr" ok',
      A2: 's="0" t="inlineStr" North',
      B2: 's="3" 1234.5',
      C2: 's="0" 1000001',
      D2: 's="4" 46355',
      E2: 's="5" 46355.75',
      F2: 't="b" 1',
      B3: 's="3" -2000',
      C3: 's="0" t="inlineStr" 12345678901234567890',
      D3: 's="0" t="inlineStr" 0900-01-01',
      E3: 's="0" t="inlineStr" soon',
    });
  });

  it("holds texts as they are: no formula, no markup, nothing that XML forbids", async () => {
    const texts = [
      "=1+1",
      "@SUM(A1)",
      "<b>&amp;</b>",
      "line\nbreak",
      " blanks ",
      "a\u0000b\u0008",
      "half \ud800",
      "007",
    ];
    const sheet = await sheetOf(table([{ name: "t", type: "text" }], ...texts.map((text) => [text])));
    expect(sheet).not.toMatch(/<f[ >]/);
    expect(Object.values(cellsOf(sheet)).slice(1)).toEqual(
      ["=1+1", "@SUM(A1)", "&lt;b&gt;&amp;amp;&lt;/b&gt;", "line\nbreak", " blanks ", "ab", "half \ufffd", "007"].map(
        (text) => `s="0" t="inlineStr" ${text}`,
      ),
    );
  });

  it("names columns beyond Z, and keeps within Excel's length of a cell", async () => {
    const columns = Array.from({ length: 60 }, (_, at) => ({ name: `c${at}`, type: "text" as const }));
    const sheet = await sheetOf(
      table(
        columns,
        columns.map(() => "x".repeat(40_000)),
      ),
    );
    expect(Object.keys(cellsOf(sheet))).toEqual(expect.arrayContaining(["Z1", "AA1", "AZ2", "BA2", "BH2"]));
    expect(Math.max(...Object.values(cellsOf(sheet)).map(({ length }) => length))).toBeLessThan(32_800);
  });

  it("of nothing is a file, too", async () => {
    expect(await sheetOf(table([]))).toContain("<sheetData>");
  });

  it("says its rows and size in its title", async () => {
    const rows = Array.from({ length: 2_345 }, (_, at) => [`${at}`]);
    const found = { title: "Sales", table: table([{ name: "n", type: "number" }], ...rows) };
    const file = await tableFile(found, "xlsx", "sales");
    expect(file).toMatchObject({ name: "sales.xlsx", title: expect.stringMatching(/^Sales: 2,345 rows · \d+ kB$/) });
    const cut = await tableFile({ ...found, table: { ...found.table, truncated: true } }, "csv", "sales");
    expect(cut).toMatchObject({
      name: "sales.csv",
      title: expect.stringMatching(/^Sales: the first 2,345 rows · 1\d kB$/),
    });
  });
});
