import { refusal } from "../../../src/access.ts";
import type { Access } from "../../../src/config/config.ts";
import type { Inbound } from "../../../src/ports/inbound.ts";

const open: Access = { admins: [], users: [], channels: [], tenants: [], external: false };
const inbound = (
  change: { user?: string; tenant?: string; room?: string; direct?: boolean; external?: boolean } = {},
): Inbound => ({
  kind: "stop",
  id: "1",
  external: change.external ?? false,
  actor: { platform: "slack", tenant: change.tenant ?? "T1", user: change.user ?? "U1" },
  place: {
    platform: "slack",
    thread: "slack:T1:C1:1",
    channelId: change.room ?? "C1",
    direct: change.direct ?? false,
    to: {},
  },
});
const code = (access: Partial<Access>, change = {}) => refusal({ ...open, ...access }, inbound(change))?.code;

describe("access", () => {
  it("is open to the own workspace when nothing is listed", () => {
    expect(code({})).toBeUndefined();
  });
  it("refuses shared channels unless they are allowed", () => {
    expect(code({}, { external: true })).toBe("access.external");
    expect(code({ external: true }, { external: true })).toBeUndefined();
  });
  it("refuses other tenants, channels and people than those listed", () => {
    expect(code({ tenants: ["T1"] }, { tenant: "T2" })).toBe("access.tenant");
    expect(code({ channels: ["C2"] })).toBe("access.channel");
    expect(code({ channels: ["C2"] }, { direct: true })).toBeUndefined();
    expect(code({ users: ["U2"] })).toBe("access.user");
    expect(code({ users: ["U2"], admins: ["U1"] })).toBeUndefined();
  });
});
