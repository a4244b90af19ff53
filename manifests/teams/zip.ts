import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { crc32, deflateRawSync } from "node:zlib";

/*
 * `npm run manifest:teams -- --app-id <id> --domain <domain>`: the app package that a Teams administrator uploads.
 */

export interface App {
  /** Application (client) id of the bot registration. */
  appId: string;
  /** Host name under which the bot is reached from outside. */
  domain: string;
}

/** The app package: manifest.json filled in, and the two icons. Throws what is wrong with the arguments. */
export const appPackage = ({ appId, domain }: App): Buffer => {
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(appId))
    throw new Error(
      "--app-id must be the application (client) id of the bot, such as 01234567-89ab-cdef-0123-456789abcdef",
    );
  if (!/^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i.test(domain))
    throw new Error("--domain must be the bot's host name without https:// and path, such as concierge.example.com");
  const template = read("manifest.json").toString();
  const manifest = template
    .replace(/\$\{APP_ID\}/g, appId.toLowerCase())
    .replace(/\$\{DOMAIN\}/g, domain.toLowerCase());
  return zip([
    { name: "manifest.json", content: Buffer.from(manifest) },
    { name: "color.png", content: read("color.png") },
    { name: "outline.png", content: read("outline.png") },
  ]);
};

const read = (name: string): Buffer => readFileSync(join(import.meta.dirname, name));

interface Entry {
  name: string;
  content: Buffer;
}

/** Files at the root of a zip archive, always the same bytes for the same files. */
const zip = (entries: Entry[]): Buffer => {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const packed = deflateRawSync(content);
    const common = header(name, content, packed.length);
    const local = Buffer.concat([u32(0x04034b50), common, Buffer.from(name), packed]);
    // No comment, one disk, no attributes.
    const rest = Buffer.concat([u16(0), u16(0), u16(0), u32(0), u32(offset)]);
    locals.push(local);
    centrals.push(Buffer.concat([u32(0x02014b50), u16(20), common, rest, Buffer.from(name)]));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const count = u16(entries.length);
  const end = [u32(0x06054b50), u16(0), u16(0), count, count, u32(directory.length), u32(offset), u16(0)];
  return Buffer.concat([...locals, directory, ...end]);
};

/** What the local header and the directory say alike: version, flags, deflate, date, checksum, sizes, name, no extra. */
const header = (name: string, content: Buffer, packedLength: number): Buffer =>
  Buffer.concat([
    u16(20),
    u16(0),
    u16(8),
    u16(0),
    u16(newYear),
    u32(crc32(content)),
    u32(packedLength),
    u32(content.length),
    u16(Buffer.byteLength(name)),
    u16(0),
  ]);

/** 2026-01-01 as DOS writes it. */
const newYear = ((2026 - 1980) << 9) | (1 << 5) | 1;

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      "app-id": { type: "string" },
      domain: { type: "string" },
      out: { type: "string", default: "teams-app.zip" },
    },
  });
  try {
    writeFileSync(values.out, appPackage({ appId: values["app-id"] ?? "", domain: values.domain ?? "" }));
    console.log(`${values.out} is ready: upload it in the Teams admin center under Manage apps.`);
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exitCode = 1;
  }
}
