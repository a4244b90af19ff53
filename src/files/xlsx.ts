import type { Table } from "../ports/table.ts";
import { isQuantity } from "../reply/tables/column-view.ts";
import { digitsOf } from "../reply/tables/numbers.ts";
import { wordsIn } from "../reply/words/words.ts";
import { shortened } from "../text/shorten.ts";
import { zip } from "./zip.ts";

/* A workbook with one sheet: what Excel, LibreOffice and Google Sheets read of ECMA-376, and nothing more. */

/** A table as an Excel file: bold and frozen headings, numbers, dates and times as such, texts that are never a formula. */
export const xlsx = (table: Table): Promise<Buffer> =>
  zip([
    { path: "[Content_Types].xml", pieces: [contentTypes] },
    { path: "_rels/.rels", pieces: [packageParts] },
    { path: "xl/workbook.xml", pieces: [workbookOf(wordsIn(table.locale).answers.result)] },
    { path: "xl/_rels/workbook.xml.rels", pieces: [workbookParts] },
    { path: "xl/styles.xml", pieces: [styles] },
    { path: "xl/worksheets/sheet1.xml", pieces: sheet(table) },
  ]);

const rowsAtOnce = 500;

function* sheet({ columns, rows }: Table): Generator<string> {
  const formats = columns.map((column, at) =>
    formatOf(
      column,
      rows.map((row) => row[at] ?? null),
    ),
  );
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>`;
  yield columns.length > 0 ? `<cols>${columns.map(({ name }, at) => width(name, rows, at)).join("")}</cols>` : "";
  yield `<sheetData>${rowOf(
    1,
    columns.map(({ name }, at) => text(place(at, 1), name, style.heading)),
  )}`;
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    yield rows
      .slice(at, at + rowsAtOnce)
      .map((row, index) => {
        const line = at + index + 2;
        return rowOf(
          line,
          formats.map((format, column) => cell(place(column, line), row[column] ?? null, format)),
        );
      })
      .join("");
  yield "</sheetData></worksheet>";
}

const rowOf = (line: number, cells: string[]): string => `<row r="${line}">${cells.join("")}</row>`;

/** Numbers of the cell formats in `styles`. */
const style = { plain: 0, heading: 1, whole: 2, cents: 3, date: 4, time: 5 };

interface Format {
  kind: "text" | "number" | "date" | "time" | "boolean";
  style: number;
}

const formatOf = (column: Table["columns"][number], values: (string | null)[]): Format => {
  const kind = column.type;
  if (kind === "date" || kind === "time") return { kind, style: style[kind] };
  if (kind !== "number" || !isQuantity(column, values)) return { kind, style: style.plain };
  const decimals = values.reduce((most, value) => Math.max(most, value ? decimalsOf(value) : 0), 0);
  return { kind, style: decimals === 0 ? style.whole : decimals <= 2 ? style.cents : style.plain };
};

const decimalsOf = (value: string): number => digitsOf(value)?.fraction.replace(/0+$/, "").length ?? 0;

/** What does not fit the type of its column is text. */
const cell = (at: string, value: string | null, { kind, style: look }: Format): string => {
  if (value === null) return "";
  switch (kind) {
    case "number":
      return isExact(value) ? number(at, String(Number(value)), look) : text(at, value);
    case "date":
    case "time": {
      const day = serialDay(value);
      return day === undefined ? text(at, value) : number(at, String(day), look);
    }
    case "boolean":
      return value === "true" || value === "false"
        ? `<c r="${at}" t="b"><v>${value === "true" ? 1 : 0}</v></c>`
        : text(at, value);
    case "text":
      return text(at, value);
  }
};

const number = (at: string, value: string, look: number): string => `<c r="${at}" s="${look}"><v>${value}</v></c>`;

/** Excel keeps fifteen digits. Numbers with more are ids mostly, and leading zeros belong to codes: both stay text. */
const isExact = (value: string): boolean => {
  const digits = digitsOf(value);
  if (!digits || /^[+-]?0\d/.test(value)) return false;
  return digits.whole.replace(/^0$/, "").length <= 15 && Number.isFinite(Number(value));
};

const longestCell = 32_767;

/** `inlineStr` is never read as a formula. */
const text = (at: string, value: string, look = style.plain): string =>
  `<c r="${at}" s="${look}" t="inlineStr"><is><t xml:space="preserve">${escaped(shortened(value, longestCell))}</t></is></c>`;

const escaped = (value: string): string =>
  value
    .toWellFormed()
    // XML has no place for control characters.
    .replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, "")
    .replace(/[&<>]/g, (mark) => (mark === "&" ? "&amp;" : mark === "<" ? "&lt;" : "&gt;"));

/** Days since the end of 1899, as Excel counts; its days before March 1900 are wrong, so there are none. */
const serialDay = (value: string): number | undefined => {
  const written = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(value);
  if (!written) return undefined;
  const [, day = "", time = "00:00:00", zone = "Z"] = written;
  const days = Date.parse(`${day}T${time.slice(0, 12)}${zone}`) / 86_400_000 + 25_569;
  return Number.isFinite(days) && days >= 61 ? Number(days.toFixed(8)) : undefined;
};

/** `A1`, `AB12`. */
const place = (column: number, line: number): string => `${letters(column)}${line}`;

const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));

/** As wide as its content, within reason; the first rows tell. */
const width = (name: string, rows: Table["rows"], at: number): string => {
  const longest = rows.slice(0, 200).reduce((most, row) => Math.max(most, row[at]?.length ?? 0), name.length);
  return `<col min="${at + 1}" max="${at + 1}" width="${Math.min(60, Math.max(8, longest + 2))}" customWidth="1"/>`;
};

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const contentTypes = `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${mediaType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${mediaType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${mediaType}.styles+xml"/></Types>`;
const packageParts = `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
/** `sheet`: its name, one of our own words. */
const workbookOf = (sheet: string): string =>
  `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const workbookParts = `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`;

/** In the order of `style`: plain, bold, whole numbers and cents in groups, date, time. */
const styles = `${declaration}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">${[
  [0, 0],
  [0, 1],
  [3, 0],
  [4, 0],
  [164, 0],
  [165, 0],
]
  .map(
    ([format, font]) =>
      `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0"${font ? ' applyFont="1"' : ""}${format ? ' applyNumberFormat="1"' : ""}/>`,
  )
  .join(
    "",
  )}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
