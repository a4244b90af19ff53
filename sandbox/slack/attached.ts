import { BOT, type Person, TEAM } from "./seed.ts";
import type { Message, SharedFile, Workspace } from "./workspace.ts";

/** What a person adds to the text of a message. */
export interface Attached {
  /** The person belongs to another workspace. */
  team?: string | undefined;
  forward?: Message | undefined;
  /** The cells of a table pasted from a spreadsheet. */
  table?: string[][] | undefined;
  /** Names of files. */
  files?: string[] | undefined;
}

/** The attachments that Slack makes of a forwarded message and of a pasted table. */
export const attachmentsOf = (workspace: Workspace, { forward, table }: Attached): Record<string, unknown>[] => [
  ...(forward ? [forwarded(workspace, forward)] : []),
  ...(table ? [pasted(table)] : []),
];

const forwarded = (workspace: Workspace, { user, text, ts, channel, blocks }: Message) => {
  const name = user === BOT.user ? BOT.realName : workspace.person(user)?.name;
  return {
    id: 1,
    ts,
    channel_id: channel,
    channel_team: TEAM.id,
    author_id: user,
    author_name: name,
    author_subname: name,
    is_msg_unfurl: true,
    is_share: true,
    text,
    fallback: `[${ts}] ${name}: ${text}`,
    message_blocks: [{ team: TEAM.id, channel, ts, message: { blocks } }],
    mrkdwn_in: ["text"],
    footer: `Posted in #${workspace.conversation(channel)?.name}`,
    from_url: `https://${TEAM.domain}.slack.com/archives/${channel}/p${ts.replace(".", "")}`,
  };
};

/** Slack sends no text with a pasted table. */
const pasted = (cells: string[][]) => ({
  id: 2,
  fallback: "[no preview available]",
  blocks: [
    { type: "table", block_id: "pasted", rows: cells.map((row) => row.map((text) => ({ type: "raw_text", text }))) },
  ],
});

export const sharedFile = (workspace: Workspace, person: Person, name: string): SharedFile => ({
  id: workspace.nextId("F"),
  name,
  title: name,
  mimetype: "application/octet-stream",
  content: Buffer.from("The content of a file."),
  user: person.id,
  created: workspace.now(),
});
