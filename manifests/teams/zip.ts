import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { crc32, deflateRawSync } from "node:zlib";
import { examplesIn, type ManifestVersion, manifestVersions, manifestWith } from "./manifest.ts";

const usage = `npm run manifest:teams -- --app-id ID --domain HOST [--sso] [--config concierge.yaml] [--out teams-app.zip]

Builds the app package that a Teams administrator uploads.

  --app-id            the application (client) id of the bot
  --domain            the bot's host name, without https:// and path
  --sso               lets Teams sign people in without a click (identity.sso)
  --config            offers examples of the agents in this file as prompts
  --developer         your company's name in place of the bot's; --website, --privacy and --terms its pages
  --manifest-version  1.25 for tenants that do not accept 1.29 yet; without slash commands and prompts
  --out               the file to write (default teams-app.zip)`;

export interface App {
  /** Application (client) id of the bot registration. */
  appId: string;
  /** Host name under which the bot is reached from outside. */
  domain: string;
  /** Who offers the app, as Teams shows it. */
  developer?: string | undefined;
  /** Pages that the app links to. Without them: those that the bot serves. */
  website?: string | undefined;
  privacy?: string | undefined;
  terms?: string | undefined;
  /** Questions that people are offered. */
  examples?: readonly string[] | undefined;
  version?: ManifestVersion | undefined;
  /** Teams signs people in without a click (identity.sso). */
  sso?: boolean | undefined;
}

/** The app package: manifest.json filled in, and the two icons. Throws what is wrong with the arguments. */
export const appPackage = (app: App): Buffer => {
  const values = valuesOf(app);
  const manifest = read("manifest.json")
    .toString()
    .replace(/\$\{([A-Z_]+)\}/g, (_, name: string) => JSON.stringify(values[name]).slice(1, -1));
  return zip([
    {
      name: "manifest.json",
      content: Buffer.from(
        manifestWith(
          app.sso ? withSso(manifest, values) : manifest,
          app.examples ?? [],
          app.version ?? manifestVersions[0],
        ),
      ),
    },
    { name: "color.png", content: read("color.png") },
    { name: "outline.png", content: read("outline.png") },
  ]);
};

/** What Teams exchanges silently, and the address that a person signs in at where that is not enough. */
const withSso = (manifest: string, values: Record<string, string>): string => {
  const { validDomains, ...rest } = JSON.parse(manifest) as { validDomains: string[] };
  const id = values["APP_ID"];
  return JSON.stringify({
    ...rest,
    webApplicationInfo: { id, resource: `api://botid-${id}` },
    validDomains: [...validDomains, "token.botframework.com"],
  });
};

/** What stands for each placeholder of manifest.json. */
const valuesOf = (app: App): Record<string, string> => {
  const { appId, domain, developer = "Genie Concierge" } = app;
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(appId))
    throw new Error(
      "--app-id must be the application (client) id of the bot, such as 01234567-89ab-cdef-0123-456789abcdef",
    );
  if (!/^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i.test(domain))
    throw new Error("--domain must be the bot's host name without https:// and path, such as concierge.example.com");
  if (developer.trim() === "" || developer.length > longestDeveloper)
    throw new Error(`--developer must be a name of at most ${longestDeveloper} characters`);
  const home = `https://${domain.toLowerCase()}`;
  return {
    APP_ID: appId.toLowerCase(),
    DOMAIN: domain.toLowerCase(),
    DEVELOPER: developer,
    WEBSITE: pageOf("--website", app.website ?? `${home}/`),
    PRIVACY: pageOf("--privacy", app.privacy ?? `${home}/privacy`),
    TERMS: pageOf("--terms", app.terms ?? `${home}/terms`),
  };
};

/** What Teams allows, in characters. */
const longestDeveloper = 32;
const longestAddress = 2_048;

const pageOf = (argument: string, address: string): string => {
  if (!URL.canParse(address) || new URL(address).protocol !== "https:" || address.length > longestAddress)
    throw new Error(`${argument} must be the address of a page, such as https://www.example.com/bots`);
  return address;
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
    const tail = Buffer.concat([u16(0), u16(0), u16(0), u32(0), u32(offset)]);
    locals.push(local);
    centrals.push(Buffer.concat([u32(0x02014b50), u16(20), common, tail, Buffer.from(name)]));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const count = u16(entries.length);
  const end = [u32(0x06054b50), u16(0), u16(0), count, count, u32(directory.length), u32(offset), u16(0)];
  return Buffer.concat([...locals, directory, ...end]);
};

/** The fields that the local header and the directory have in common: version, flags, deflate, date, checksum, sizes, name, no extra. */
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

const versionOf = (wanted: string | undefined): ManifestVersion | undefined => {
  const version = manifestVersions.find((one) => one === wanted);
  if (wanted !== undefined && version === undefined)
    throw new Error(`--manifest-version must be one of ${manifestVersions.join(", ")}`);
  return version;
};

if (import.meta.main) {
  const text = { type: "string" } as const;
  const options = {
    ...{ "app-id": text, domain: text, developer: text, website: text, privacy: text, terms: text },
    ...{ config: text, "manifest-version": text },
    sso: { type: "boolean", default: false } as const,
    out: { ...text, default: "teams-app.zip" },
    help: { type: "boolean", default: false } as const,
  };
  try {
    const { help, ...given } = parseArgs({ options }).values;
    const { "app-id": appId = "", domain = "", out, config, "manifest-version": wanted, ...links } = given;
    if (help) console.log(usage);
    else {
      const examples = config === undefined ? [] : examplesIn(readFileSync(config, "utf8"));
      writeFileSync(out, appPackage({ appId, domain, ...links, examples, version: versionOf(wanted) }));
      console.log(`${out} is ready: upload it in the Teams admin center under Manage apps.`);
    }
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exitCode = 1;
  }
}
