import type { Reply } from "../../../src/ports/reply.ts";
import { splitToFit } from "../../../src/reply/split.ts";
import { render } from "./render.ts";

/** Replies that fit one message each, in order, nothing cut. */
export const split = (reply: Reply): Reply[] => splitToFit(reply, fits);

/*
 * Slack's documented limits; and those that it has in fact: about 13,200 characters of blocks in a message, of which each
 * further block takes some for itself (https://github.com/slackapi/bolt-js/issues/2509).
 */
const mostBlocks = 50;
const mostMarkdown = 11_900;
const mostCharacters = 13_000;
const perFurtherBlock = 100;

/** Whether a reply fits one message. */
export const fits = (reply: Reply): boolean => {
  const { blocks } = render(reply);
  const markdown = blocks.reduce((sum, block) => sum + (block.type === "markdown" ? block.text.length : 0), 0);
  const all = JSON.stringify(blocks).length + blocks.length * perFurtherBlock;
  return blocks.length <= mostBlocks && markdown + fenceRoom <= mostMarkdown && all + fenceRoom <= mostCharacters;
};

/** Room for the marks that mendFences adds. */
const fenceRoom = 300;
