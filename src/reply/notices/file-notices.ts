import type { Notice } from "../../ports/chat/reply.ts";
import { markdownLink, rowCount } from "../format.ts";
import { notice } from "./notice.ts";

/* Files that go with an answer. */

/** The rows under an answer are only the first ones, and the file with all of them is missing. */
export const fileNotAttached = (agent: string, rows: number, link: string | undefined): Notice =>
  notice(
    "warning",
    `I couldn't attach the file with all ${rowCount(rows)} from **${agent}**; the answer above shows the first ones.${link ? ` ${markdownLink("Open it in Genie", link)} to see the rest.` : ""}`,
  );

/** A chat that takes no files, and a link instead: for the person who wanted it, alone. */
export const fileLink = (url: string): Notice =>
  notice(
    "success",
    `${markdownLink("Download the file", url)}. The link works once, within the next ten minutes, and it's for you alone: whoever has it gets the file.`,
  );

export const noPublicAddress = notice(
  "warning",
  "This chat doesn't take files from me, and I have no web address from which you could download one. Ask me in a direct message, or ask an administrator to set PUBLIC_URL.",
);
