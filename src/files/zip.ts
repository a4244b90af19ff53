import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { crc32, createDeflateRaw } from "node:zlib";

/** A file in an archive, as text that comes piece by piece. */
interface Entry {
  path: string;
  pieces: Iterable<string>;
}

/** A ZIP archive. It is compressed piece by piece, so that nothing else has to wait for it. */
export const zip = async (entries: readonly Entry[]): Promise<Buffer> => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = await deflated(entry.pieces);
    const name = Buffer.from(entry.path);
    const facts = factsOf(packed, name.length);
    parts.push(signed(local, facts), name, packed.content);
    directory.push(signed(central, Buffer.concat([version, facts, placedAt(offset)])), name);
    offset += 4 + facts.length + name.length + packed.content.length;
  }
  const index = Buffer.concat(directory);
  return Buffer.concat([...parts, index, endOf(entries.length, index.length, offset)]);
};

interface Packed {
  content: Buffer;
  length: number;
  crc: number;
}

const deflated = async (pieces: Iterable<string>): Promise<Packed> => {
  const seen = { length: 0, crc: 0 };
  function* bytes(): Generator<Buffer> {
    for (const piece of pieces) {
      const chunk = Buffer.from(piece);
      seen.length += chunk.length;
      seen.crc = crc32(chunk, seen.crc);
      yield chunk;
    }
  }
  const content = await buffer(Readable.from(bytes()).pipe(createDeflateRaw()));
  return { content, ...seen };
};

/* Records of the format, little endian. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */

const local = 0x04034b50;
const central = 0x02014b50;
const end = 0x06054b50;
/** Version 2.0, which knows "deflate". */
const version = words(20);
/** 1 January 1980: an archive is the same whenever it is made. */
const date = 0x21;
const utf8Names = 0x800;
const deflate = 8;

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [at, value] of values.entries()) bytes.writeUInt16LE(value, 2 * at);
  return bytes;
}

const longs = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, 4 * at);
  return bytes;
};

const signed = (signature: number, record: Buffer): Buffer => Buffer.concat([longs(signature), record]);

/** What the header of an entry and its line in the directory have in common. */
const factsOf = ({ content, length, crc }: Packed, nameLength: number): Buffer =>
  Buffer.concat([
    version,
    words(utf8Names, deflate, 0, date),
    longs(crc, content.length, length),
    words(nameLength, 0),
  ]);

/** No comment, first disk, no attributes; then where the entry begins. */
const placedAt = (offset: number): Buffer => Buffer.concat([words(0, 0, 0), longs(0, offset)]);

const endOf = (count: number, length: number, offset: number): Buffer =>
  signed(end, Buffer.concat([words(0, 0, count, count), longs(length, offset), words(0)]));
