import type { Attachment } from "../ports/chat/reply.ts";
import type { Table } from "../ports/table.ts";
import { rowCount } from "../reply/format.ts";
import type { FileFormat } from "../reply/tables/table-part.ts";
import { separatorsIn } from "../reply/words/locale-style.ts";
import { wordsIn } from "../reply/words/words.ts";
import { csvPieces } from "./csv.ts";
import { xlsx } from "./xlsx.ts";

/** A whole table as a file. `name`: without its ending. */
export const tableFile = async (
  { title, table }: { title: string; table: Table },
  format: Exclude<FileFormat, "png">,
  name: string,
): Promise<Attachment> => {
  const content = format === "csv" ? Buffer.from([...csvPieces(table)].join("")) : await xlsx(table);
  const count = rowCount(table.rows.length, table.locale);
  const rows = table.truncated ? wordsIn(table.locale).answers.theFirst(count) : count;
  const size = `${rows} · ${fileSize(content.length, table.locale)}`;
  return { name: `${name}.${format}`, title: `${title}: ${size}`, contentType: contentTypes[format], content };
};

const contentTypes: Record<Exclude<FileFormat, "png">, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** `812 bytes`, `1.2 kB`, `3.4 MB`; as the reader writes numbers. */
const fileSize = (bytes: number, locale: string | undefined): string => {
  const shown = (value: number): string =>
    value < 10 ? value.toFixed(1).replace(".", separatorsIn(locale).decimal) : String(Math.round(value));
  if (bytes < 1_000) return wordsIn(locale).answers.bytes(bytes);
  return bytes < 1_000_000 ? `${shown(bytes / 1_000)} kB` : `${shown(bytes / 1_000_000)} MB`;
};
