import type { Subject, Traffic } from "../traffic.ts";
import type { WireReply } from "../wire.ts";

/** Under a fault: the reply as a proxy or an older version of the service would change it. */
export const distorted = (reply: WireReply, traffic: Traffic, subject: Subject): WireReply => {
  switch (traffic.take("databricks", ["login_page", "truncated", "redirect", "legacy_ids"], subject)?.kind) {
    case "login_page":
      return { status: 200, headers: { "content-type": "text/html" }, body: "<html><body>Sign in</body></html>" };
    case "redirect":
      return { status: 302, headers: { location: "https://login.example.com/oidc" } };
    case "truncated": {
      const text = JSON.stringify(reply.body);
      const headers = { "content-type": "application/json" };
      return { ...reply, headers, body: text.slice(0, Math.floor(text.length / 2)) };
    }
    case "legacy_ids":
      return { ...reply, body: withoutNamedIds(reply.body) };
    default:
      return reply;
  }
};

/** Conversations and messages carry `id` alone. */
const withoutNamedIds = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNamedIds);
  if (typeof value !== "object" || value === null) return value;
  const legacy = [
    ...("id" in value || "message" in value ? ["message_id"] : []),
    ...("conversation" in value || ("id" in value && "title" in value) ? ["conversation_id"] : []),
  ];
  const entries = Object.entries(value).filter(([key]) => !legacy.includes(key));
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNamedIds(item)]));
};
