import { createAccessCheck } from "../../../src/access/access.ts";
import type { Access } from "../../../src/config/config.ts";
import { PeopleIds } from "../../../src/config/id-lists.ts";
import { Problem } from "../../../src/errors.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Membership } from "../../../src/ports/chat/channel.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";

const open: Access = {
  admins: [],
  users: [],
  groups: {},
  channels: [],
  tenants: [],
  sensitive_channels: [],
  external: false,
  guests: false,
};

interface Change {
  user?: string;
  tenant?: string;
  channel?: string;
  direct?: boolean;
  external?: boolean;
}

const inbound = (change: Change): Inbound => ({
  kind: "stop",
  id: "1",
  external: change.external ?? false,
  actor: { platform: "slack", tenant: change.tenant ?? "T1", user: change.user ?? "U1" },
  place: {
    platform: "slack",
    thread: "slack:T1:C1:1",
    channelId: change.channel ?? "C1",
    direct: change.direct ?? false,
    to: {},
  },
});

interface Readers {
  isShared?: () => Promise<boolean>;
  hasGuests?: () => Promise<boolean>;
}

const checkOf = (
  access: Partial<Access>,
  directory: () => Promise<Membership> = async () => "member",
  { isShared = async () => false, hasGuests = async () => false }: Readers = {},
) => {
  const channels = new Map([["slack", { membership: directory, isShared, hasGuests }]]);
  return createAccessCheck({ access: { ...open, ...access }, channels, log: silent });
};

/** The code of the refusal; the directory says what the person is, or rejects. */
const code = async (
  access: Partial<Access>,
  change: Change = {},
  directory?: () => Promise<Membership>,
  readers: Readers = {},
): Promise<string | undefined> => (await checkOf(access, directory, readers).refusal(inbound(change)))?.code;

describe("access", () => {
  it("is open to the own workspace when nothing is listed", async () => {
    expect(await code({})).toBeUndefined();
  });

  it("refuses shared channels unless they are allowed", async () => {
    expect(await code({}, { external: true })).toBe("access.external");
    expect(await code({ external: true }, { external: true })).toBeUndefined();
  });

  it("refuses other tenants, channels and people than those listed", async () => {
    expect(await code({ tenants: ["T1"] }, { tenant: "T2" })).toBe("access.tenant");
    expect(await code({ channels: ["C2"] })).toBe("access.channel");
    expect(await code({ channels: ["C2"] }, { direct: true })).toBeUndefined();
    expect(await code({ users: ["U2"] })).toBe("access.user");
    expect(await code({ users: ["U2"], admins: ["U1"] })).toBeUndefined();
  });

  it("refuses guests unless they are allowed, or named", async () => {
    const guest = async () => "guest" as const;
    expect(await code({}, {}, guest)).toBe("access.guest");
    expect(await code({ external: true }, {}, guest)).toBe("access.guest");
    expect(await code({ guests: true }, {}, guest)).toBeUndefined();
    expect(await code({ users: ["U1"] }, {}, guest)).toBeUndefined();
    expect(await code({ admins: ["U1"] }, {}, guest)).toBeUndefined();
  });

  it("refuses people of other organisations unless they are allowed, wherever they write", async () => {
    const external = async () => "external" as const;
    expect(await code({}, {}, external)).toBe("access.stranger");
    expect(await code({ guests: true }, { direct: true }, external)).toBe("access.stranger");
    expect(await code({ users: ["U1"] }, {}, external)).toBe("access.stranger");
    expect(await code({ external: true }, {}, external)).toBeUndefined();
  });

  it("refuses members where another organisation can read along, unless that is allowed", async () => {
    const shared = { isShared: async () => true };
    expect(await code({}, {}, undefined, shared)).toBe("access.external");
    expect(await code({ guests: true, users: ["U1"] }, {}, async () => "guest", shared)).toBe("access.external");
    expect(await code({ external: true }, {}, undefined, shared)).toBeUndefined();
    expect(await code({ external: true }, {}, async () => "guest", shared)).toBe("access.guest");
  });

  it("counts people of other organisations as readers, and guests unless they are answered", async () => {
    const { place } = inbound({});
    const reads = (access: Partial<Access>, readers: Readers) =>
      checkOf(access, undefined, readers).hasOutsiders(place);
    const guests = { hasGuests: async () => true };
    expect(await reads({}, {})).toBe(false);
    expect(await reads({ external: true, guests: true }, { isShared: async () => true })).toBe(true);
    expect(await reads({}, guests)).toBe(true);
    expect(await reads({ guests: true }, guests)).toBe(false);
    expect(await reads({}, { isShared: () => Promise.reject(new Error("nobody knows")) })).toBe(true);
    expect(await checkOf({}, undefined, guests).hasOutsiders({ ...place, direct: true })).toBe(false);
  });

  it("knows a tenant by its id in any case", async () => {
    expect(await code({ tenants: ["0A1B-C"] }, { tenant: "0a1b-c" })).toBeUndefined();
    expect(await code({ tenants: ["t1"] }, { tenant: "T2" })).toBe("access.tenant");
  });

  it("does not ask the directory when everybody is allowed, or somebody is refused anyway", async () => {
    const never = () => Promise.reject(new Error("nobody asks"));
    expect(await code({ guests: true, external: true }, {}, never)).toBeUndefined();
    expect(await code({ channels: ["C2"] }, {}, never)).toBe("access.channel");
  });

  it("waits for a directory that is away, and refuses with the reason when it never answers", async () => {
    const away = () => Promise.reject(new Problem("slack.down", "Slack is away.", { retry: "later" }));
    await expect(code({}, {}, away)).rejects.toMatchObject({ code: "slack.down" });
    const closed = () => Promise.reject(new Problem("slack.missing-scope", "A permission is missing."));
    expect(await code({}, {}, closed)).toBe("slack.missing-scope");
  });
});

it("knows object ids in capitals, as some tools of Microsoft show them", () => {
  const id = "0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0";
  expect(PeopleIds.parse([id, "U0123456789"])).toEqual([id.toLowerCase(), "U0123456789"]);
});
