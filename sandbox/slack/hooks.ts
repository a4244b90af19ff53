import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Route, WireReply, WireRequest } from "../wire.ts";
import { arg, fromJson } from "./api/args.ts";
import { Refusal, refusalOf } from "./api/refusal.ts";
import { messageBlocks } from "./blocks/check.ts";
import { identified } from "./blocks/identify.ts";
import { APP_ID, BOT, TEAM } from "./seed.ts";
import type { Message, Workspace } from "./workspace.ts";

/** The person and channel that a response URL answers, and the message whose button was clicked. */
export interface HookTarget {
  channel: string;
  user: string;
  message?: Message;
}

const uses = 5;
const lifetimeMs = 30 * 60_000;

const Body = z.object({
  text: z.string().default(""),
  blocks: z.unknown().optional(),
  response_type: z.enum(["ephemeral", "in_channel"]).default("ephemeral"),
  replace_original: arg.flag.default(false),
  delete_original: arg.flag.default(false),
  thread_ts: z.string().optional(),
});

export type Hooks = ReturnType<typeof createHooks>;

/** Response URLs: they take five answers to a command or click within thirty minutes, without a token. */
export const createHooks = (workspace: Workspace) => {
  const hooks = new Map<string, HookTarget & { left: number; at: number }>();

  const handle = (request: WireRequest): WireReply => {
    const hook = hooks.get(request.params["secret"] ?? "");
    if (!hook || workspace.now() - hook.at > lifetimeMs) return refused(404, "expired_url");
    if (hook.left === 0) return refused(404, "used_url");
    const body = Body.safeParse(request.body);
    if (!body.success) return refused(400, "invalid_payload");
    const refusal = refusalOf(() => respond(workspace, hook, body.data));
    if (refusal) return refused(400, refusal.code);
    hook.left -= 1;
    return { status: 200, body: "ok" };
  };

  return {
    /** Creates a response URL and returns its path. */
    create: (kind: "commands" | "actions", target: HookTarget): string => {
      const secret = randomBytes(12).toString("hex");
      hooks.set(secret, { ...target, left: uses, at: workspace.now() });
      return `/${kind}/${TEAM.id}/${APP_ID}/${secret}`;
    },
    /** Treats the body of the response to a command like a call of the response URL. False: it is not a message. */
    immediate: (target: HookTarget, given: string): boolean => {
      const json = fromJson(given);
      const body = Body.safeParse(typeof json === "object" ? json : { text: given });
      if (!body.success) return false;
      if (body.data.text === "" && body.data.blocks === undefined) return true;
      return refusalOf(() => respond(workspace, target, body.data)) === undefined;
    },
    routes: ["commands", "actions"].map(
      (kind): Route => ({
        method: "POST",
        path: `/${kind}/:team/:app/:secret`,
        handle,
      }),
    ),
    reset: (): void => hooks.clear(),
  };
};

const respond = (workspace: Workspace, target: HookTarget, body: z.infer<typeof Body>): void => {
  const original = target.message;
  if (body.delete_original && original) {
    workspace.remove(original);
    return;
  }
  const { text } = body;
  const blocks = body.blocks === undefined ? [] : identified(workspace, messageBlocks(body.blocks));
  if (text === "" && blocks.length === 0) throw new Refusal("no_text");
  if (body.replace_original && original) {
    workspace.edit(original, { text, blocks });
    return;
  }
  const threadTs = body.thread_ts ?? null;
  const ephemeralTo = body.response_type === "in_channel" ? null : target.user;
  workspace.post({ channel: target.channel, user: BOT.user, bot: true, text, blocks, threadTs, ephemeralTo });
};

const refused = (status: number, error: string): WireReply => ({ status, body: { ok: false, error } });
