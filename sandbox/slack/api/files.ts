import { z } from "zod";
import { messageBlocks } from "../blocks/check.ts";
import { identified } from "../blocks/identify.ts";
import { BOT } from "../seed.ts";
import { fileOnWire } from "../show.ts";
import type { SharedFile } from "../workspace.ts";
import { arg } from "./args.ts";
import { rootOf, writableConversation } from "./chat.ts";
import { type Method, method, type Slack } from "./method.ts";
import { Refusal } from "./refusal.ts";

const Completed = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);

export const files: Method[] = [
  method(
    "files.getUploadURLExternal",
    4,
    z.object({ filename: z.string().min(1), length: arg.count.refine((length) => length > 0) }),
    ({ filename, length }, slack) => {
      const id = slack.workspace.nextId("F");
      slack.files.expect(id, filename, length);
      return { upload_url: `${slack.base()}/upload/v1/${id}`, file_id: id };
    },
  ),

  method(
    "files.completeUploadExternal",
    4,
    z.object({
      files: arg.json(Completed),
      channel_id: z.string().optional(),
      thread_ts: z.string().optional(),
      initial_comment: z.string().default(""),
      blocks: z.unknown().optional(),
    }),
    (args, slack) => {
      const done = args.files.map(({ id, title }) => completed(slack, id, title));
      if (args.channel_id) {
        const conversation = writableConversation(slack, args.channel_id);
        const blocks = args.blocks === undefined ? [] : identified(slack.workspace, messageBlocks(args.blocks));
        const threadTs = rootOf(slack, conversation, args.thread_ts);
        const text = args.initial_comment;
        slack.workspace.post({
          channel: conversation.id,
          user: BOT.user,
          bot: true,
          text,
          blocks,
          threadTs,
          files: done,
        });
      }
      return { files: done.map(fileOnWire) };
    },
  ),
];

const completed = (slack: Slack, id: string, title: string | undefined): SharedFile => {
  const file = slack.files.get(id);
  if (!file?.uploaded) throw new Refusal("file_not_found");
  if (file.content.length !== file.length) throw new Refusal("file_update_failed");
  file.title = title ?? file.name;
  return file;
};
