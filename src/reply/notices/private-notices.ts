import type { Notice } from "../../ports/chat/reply.ts";
import { notice } from "./notice.ts";

/* Answers for one person alone, and showing them to others. */

export const answeredPrivately = notice("info", "I'll answer you in our direct messages.");

/** Stands where the question was put: these agents give no answer there. */
export const answeredElsewhere = (agents: string[]): Notice =>
  notice(
    "info",
    `${agents.join(" and ")} ${agents.length === 1 ? "answers" : "answer"} in private only, so I'll answer this question in the asker's direct messages.`,
  );

export const noDirectChat = notice(
  "warning",
  "I can't write to you directly, so I haven't asked anybody. Please open a chat with me first, then ask there.",
);

export const noLongerToShare = notice(
  "warning",
  "I don't show this answer there: you may no longer ask the agents behind it in that place.",
);

export const notHereToShare = notice(
  "warning",
  "This answer can't be shared there: an agent behind it answers in private only.",
);

/** Only the asker may show an answer that went to them alone. */
export const notYoursToShare = notice("warning", "Only the person who asked can share this answer.");

export const shared = notice("success", "Done: your answer is in the conversation where you asked.");

export const alreadyShared = notice("info", "You've already shared this answer.");
