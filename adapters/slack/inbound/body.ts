import { z } from "zod";
import { readClick } from "./click.ts";
import { readCommand } from "./command.ts";
import { readEvent } from "./event.ts";
import type { Installation } from "./organisation.ts";
import { nothing, type Reading } from "./reading.ts";
import { readShortcut } from "./shortcut.ts";
import { readView } from "./view.ts";

export const Body = z.record(z.string(), z.unknown());
export type Body = z.infer<typeof Body>;

/** Reads a body, from HTTP or Socket Mode. `known`: what we know about our own installation. */
export const readBody = (body: Body, known: Installation): Reading => {
  if (body["event"] !== undefined) return readEvent(body, known);
  if (typeof body["command"] === "string") return readCommand(body, known);
  switch (body["type"]) {
    case "block_actions":
      return readClick(body, known);
    case "message_action":
      return readShortcut(body, known);
    case "view_submission":
      return readView(body, known);
    default:
      return nothing;
  }
};
