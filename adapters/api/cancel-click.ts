import type { Inbound } from "../../src/ports/chat/inbound.ts";
import type { PostRef } from "../../src/ports/place.ts";

/** A client that hung up says what a click on Cancel would say. */
export const cancelClick = ({ id, place, actor }: Inbound, click: string): Inbound => {
  const on: PostRef = { platform: "api", thread: place.thread, id };
  return { kind: "click", id: `${id}:${click}`, place, actor, external: false, action: "cancel", value: id, on };
};
