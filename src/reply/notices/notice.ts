import type { Notice } from "../../ports/chat/reply.ts";

/** A notice without anything that it need not have. */
export const notice = (
  tone: Notice["tone"],
  markdown: string,
  more: Partial<Pick<Notice, "code" | "title" | "buttons" | "menu">> = {},
): Notice => ({ kind: "notice", tone, markdown, buttons: [], ...more });
