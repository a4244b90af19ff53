import type { HomeView } from "@slack/types";
import type { Notice } from "../../../src/ports/chat/reply.ts";
import { type Block, rich } from "./blocks.ts";
import { blocksOf } from "./render.ts";

/** A notice as somebody's Home tab. Slack allows a hundred blocks, and none of the block types that are for messages. */
export const homeView = (home: Notice): HomeView => ({
  type: "home",
  blocks: blocksOf(home, new Set(rich)).filter(isForViews).slice(0, mostBlocks),
});

const mostBlocks = 100;

type ViewBlock = HomeView["blocks"][number];

/** Without rich block types nothing else comes of a notice. */
const isForViews = (block: Block): block is Extract<Block, ViewBlock> =>
  ["header", "section", "context", "actions", "divider"].includes(block.type);
