import { inflateRawSync } from "node:zlib";
import appManifest from "@microsoft/app-manifest";
import template from "../../../manifests/teams/manifest.json" with { type: "json" };
import { examplesIn } from "../../../manifests/teams/manifest.ts";
import { appPackage } from "../../../manifests/teams/zip.ts";
import { pageAt } from "../../../src/http/pages.ts";
import { parseWords } from "../../../src/turn/interactions/command-words.ts";

const app = { appId: "0A1B2C3D-89ab-cdef-0123-456789abcdef", domain: "Concierge.example.com" };

/** The files of a zip archive, read by its directory. */
const unzipped = (archive: Buffer): Map<string, Buffer> => {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let file = 0; file < archive.readUInt16LE(end + 10); file += 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.subarray(at + 46, at + 46 + nameLength).toString();
    const local = archive.readUInt32LE(at + 42);
    const data = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    files.set(name, inflateRawSync(archive.subarray(data, data + archive.readUInt32LE(at + 20))));
    at += 46 + nameLength;
  }
  return files;
};

const manifestOf = (archive: Buffer): typeof template =>
  JSON.parse(unzipped(archive).get("manifest.json")!.toString()) as typeof template;

const files = unzipped(appPackage(app));
const manifest = manifestOf(appPackage(app));

/** Width, height, bit depth and color type of a PNG. */
const picture = (png: Buffer) => ({
  signature: png.subarray(1, 4).toString(),
  width: png.readUInt32BE(16),
  height: png.readUInt32BE(20),
  depth: png[24],
  hasAlpha: png[25] === 6,
});

/** What Microsoft's package finds wrong by the schema that the manifest names, without asking the network. */
const complaints = (candidate: typeof template): Promise<string[]> =>
  appManifest.AppManifestUtils.validateAgainstSchema(candidate as never);

describe("the Teams app package", () => {
  it("declares single sign-on when it is asked to, in a form that Microsoft's schema allows", async () => {
    const candidate = manifestOf(appPackage({ ...app, sso: true }));
    const id = app.appId.toLowerCase();
    expect(candidate).toMatchObject({
      webApplicationInfo: { id, resource: `api://botid-${id}` },
      validDomains: ["concierge.example.com", "token.botframework.com"],
    });
    expect(await complaints(candidate)).toEqual([]);
    expect(manifest).not.toHaveProperty("webApplicationInfo");
  });

  it("holds the manifest and both icons at its root, and is the same every time", () => {
    expect([...files.keys()]).toEqual(["manifest.json", "color.png", "outline.png"]);
    expect([manifest.icons.color, manifest.icons.outline].every((name) => files.has(name))).toBe(true);
    expect(appPackage(app).equals(appPackage(app))).toBe(true);
  });

  it("names the bot and its domain everywhere", () => {
    const text = files.get("manifest.json")!.toString();
    expect(text).not.toContain("${");
    expect(manifest.id).toBe(app.appId.toLowerCase());
    expect(manifest.bots[0]!.botId).toBe(app.appId.toLowerCase());
    expect(manifest.validDomains).toEqual(["concierge.example.com"]);
  });

  it("links to the pages that the bot serves", async () => {
    const { developer } = manifest;
    expect(developer).toEqual({
      name: "Genie Concierge",
      websiteUrl: "https://concierge.example.com/",
      privacyUrl: "https://concierge.example.com/privacy",
      termsOfUseUrl: "https://concierge.example.com/terms",
    });
    const links = [developer.websiteUrl, developer.privacyUrl, developer.termsOfUseUrl];
    expect(links.map((link) => pageAt(new URL(link).pathname, undefined)?.status)).toEqual([200, 200, 200]);
  });

  it("names a company and its own pages where they are given", async () => {
    const own = {
      developer: 'Contoso "Data" GmbH',
      website: "https://contoso.example/bots",
      privacy: "https://contoso.example/privacy?of=bots",
      terms: "https://contoso.example/terms",
    };
    const packed = manifestOf(appPackage({ ...app, ...own }));
    expect(packed.developer).toEqual({
      name: own.developer,
      websiteUrl: own.website,
      privacyUrl: own.privacy,
      termsOfUseUrl: own.terms,
    });
    expect(await complaints(packed)).toEqual([]);
  });

  it("may be added to shared and private channels", () => {
    expect(manifest.supportsChannelFeatures).toBe("tier1");
  });

  it("is valid by the schema of the version that it names", async () => {
    expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`);
    expect(await complaints(manifest)).toEqual([]);
    expect(await complaints({ ...manifest, accentColor: "no color" })).toHaveLength(1);
  });

  it.each([
    ["color.png", 192],
    ["outline.png", 32],
  ])("holds %s of %i pixels", (name, size) => {
    const png = files.get(name)!;
    expect(picture(png)).toEqual({ signature: "PNG", width: size, height: size, depth: 8, hasAlpha: true });
  });

  it.each([
    ["--app-id", { ...app, appId: "genie" }],
    ["--app-id", { ...app, appId: "" }],
    ["--domain", { ...app, domain: "https://concierge.example.com" }],
    ["--domain", { ...app, domain: "localhost" }],
    ["--developer", { ...app, developer: " " }],
    ["--developer", { ...app, developer: "x".repeat(33) }],
    ["--website", { ...app, website: "contoso.example" }],
    ["--privacy", { ...app, privacy: "http://contoso.example/privacy" }],
    ["--terms", { ...app, terms: "" }],
  ])("says that %s is wrong", (argument, wrong) => {
    expect(() => appPackage(wrong)).toThrow(argument);
  });

  it("offers the commands that we understand, in every scope", () => {
    const [bot] = manifest.bots;
    expect(bot!.scopes).toEqual(["personal", "team", "groupChat"]);
    const [list] = bot!.commandLists;
    expect(list!.scopes).toEqual(bot!.scopes);
    const titles = list!.commands.map(({ title }) => title);
    expect(titles).toEqual(["help", "ask", "home", "agents", "jobs", "run", "runs", "status", "cancel", "reset"]);
    const jobs = [{ id: "nightly-load", name: "Nightly load", job_id: "7" }];
    for (const title of titles) {
      const typed =
        { ask: "ask Why?", run: "run nightly-load", status: "status 1", cancel: "cancel 1" }[title] ?? title;
      expect(parseWords(typed, "sentence", jobs).verb).toBe(title);
    }
  });

  it("takes targeted messages, so that Teams offers the commands after a slash", () => {
    const [bot] = manifest.bots;
    expect(manifest.manifestVersion).toBe("1.29");
    expect(bot!.supportsTargetedMessages).toBe(true);
    expect(bot!.commandLists[0]!.triggers).toEqual(["mention", "slash"]);
  });

  it("offers examples of agents that everybody may ask as prompts, as many as there is room for", async () => {
    const yaml = `agents:
  - {id: sales, examples: [What is the total revenue?, Which product sells best?]}
  - {id: payroll, examples: [Who earns most?], allow: {users: [U1]}}
  - {id: quiet}
  - {id: customer, examples: [Who may leave?]}
  - {id: stock, examples: [What runs low?]}`;
    const examples = examplesIn(yaml);
    expect(examples).toEqual(["What is the total revenue?", "Who may leave?", "What runs low?"]);
    const packed = manifestOf(appPackage({ ...app, examples }));
    const { commands } = packed.bots[0]!.commandLists[0]!;
    expect(commands).toHaveLength(12);
    expect(commands.slice(-2)).toEqual(
      examples.slice(0, 2).map((example) => ({ title: example, type: "prompt", prompt: example })),
    );
    expect(await complaints(packed)).toEqual([]);
  });

  it("comes without what is new for tenants that take an older manifest only", async () => {
    const packed = manifestOf(appPackage({ ...app, examples: ["Who may leave?"], version: "1.25" }));
    expect(packed.manifestVersion).toBe("1.25");
    expect(JSON.stringify(packed)).not.toMatch(/supportsTargetedMessages|triggers|prompt/);
    expect(await complaints(packed)).toEqual([]);
  });
});
