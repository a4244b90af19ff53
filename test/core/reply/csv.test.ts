import { csvPieces } from "../../../src/files/csv.ts";
import type { Table } from "../../../src/ports/table.ts";

const csv = (table: Table): string => [...csvPieces(table)].join("");

const file = (...cells: (string | null)[]): string =>
  csv({
    columns: cells.map((_, at) => ({ name: `c${at}`, type: "text" })),
    rows: [cells],
    total: 1,
    truncated: false,
  });

describe("a CSV file", () => {
  it("begins with a byte order mark, so that Excel reads umlauts", () => {
    expect(Buffer.from(file("Köln")).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });

  it("quotes as RFC 4180 says, and ends every line with CRLF", () => {
    expect(file('a "b"', "x,y", "one\ntwo", null)).toBe('\uFEFFc0,c1,c2,c3\r\n"a ""b""","x,y","one\ntwo",\r\n');
  });

  it("holds nothing that a spreadsheet would run", () => {
    const line = file("=1+1", "-2+3", "+A1", "@SUM(A1)", "\tx", "-1+cmd|' /C calc'!A0").split("\r\n")[1];
    expect(line).toBe("'=1+1,'-2+3,'+A1,'@SUM(A1),'\tx,'-1+cmd|' /C calc'!A0");
  });

  it("leaves numbers as they are", () => {
    expect(file("-12.5", "+3", "2.4E3").split("\r\n")[1]).toBe("-12.5,+3,2.4E3");
  });
});
