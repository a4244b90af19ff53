import { readdir, readFile } from "node:fs/promises";
import { command, events, methods, scopes, shortcut } from "../../../adapters/slack/api-permissions.ts";
import manifest from "../../../manifests/slack.json" with { type: "json" };

const folder = new URL("../../../adapters/slack/", import.meta.url);

const source = async (): Promise<string> => {
  const all = await readdir(folder, { recursive: true });
  const names = all.filter((name) => name.endsWith(".ts") && name !== "uses.ts");
  return (await Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")))).join("\n");
};

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

describe("the Slack manifest", () => {
  it("asks for exactly the scopes that the methods and events in use need", () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(scopes);
  });

  it("subscribes to exactly the events in use", () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(sorted(Object.keys(events)));
  });

  it("declares the one command", () => {
    expect(manifest.features.slash_commands.map((one) => one.command)).toEqual([command]);
  });

  it("declares the one shortcut, on messages", () => {
    expect(manifest.features.shortcuts).toMatchObject([{ type: "message", callback_id: shortcut }]);
    for (const { name, description } of manifest.features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
  });

  it("has a Home tab, and messages that people can answer", () => {
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it("sends everything to the one path that the bot serves, over HTTP", () => {
    const urls = [
      manifest.settings.event_subscriptions.request_url,
      manifest.settings.interactivity.request_url,
      ...manifest.features.slash_commands.map((one) => one.url),
    ];
    expect(urls.map((url) => new URL(url).pathname)).toEqual(urls.map(() => "/slack/events"));
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    expect(manifest.settings.socket_mode_enabled).toBe(false);
  });

  it("is an app of the agent view, which the older assistant view excludes", () => {
    expect(manifest.features).toHaveProperty("agent_view");
    expect(manifest.features).not.toHaveProperty("assistant_view");
  });

  it("knows every method that the code calls", async () => {
    const called = [...(await source()).matchAll(/\bweb\.(?:apiCall\("([\w.]+)"|([a-z][\w.]*)\()/g)].map(
      ([, named, name = ""]) => named ?? name,
    );
    const upload = ["files.completeUploadExternal", "files.getUploadURLExternal"];
    expect(sorted(called.flatMap((name) => (name === "filesUploadV2" ? upload : name)))).toEqual(
      sorted(Object.keys(methods)),
    );
  });
});
