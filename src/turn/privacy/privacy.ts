import type { Inbound } from "../../ports/chat/inbound.ts";

/** Answers to slash commands and remarks on clicks are for one person only; a welcome is for all. */
export const isPrivate = (inbound: Inbound): boolean =>
  !inbound.place.direct && inbound.kind !== "install" && (inbound.kind !== "message" || inbound.entry === "command");
