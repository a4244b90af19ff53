import { z } from "zod";
import { fromJson } from "../api/args.ts";
import { Refusal } from "../api/refusal.ts";
import type { Block } from "../workspace.ts";
import { viewBlocks } from "./check.ts";
import { complaint } from "./complaint.ts";
import { plain } from "./objects.ts";

const ViewShape = z
  .strictObject({
    type: z.enum(["modal", "home"]),
    title: plain(24).optional(),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    blocks: z.unknown(),
    private_metadata: z.string().max(3_000).default(""),
    callback_id: z.string().max(255).default(""),
    external_id: z.string().max(255).default(""),
    clear_on_close: z.boolean().default(false),
    notify_on_close: z.boolean().default(false),
    submit_disabled: z.boolean().optional(),
  })
  .refine((view) => view.type === "home" || view.title !== undefined, "missing required field: title");

/** https://docs.slack.dev/reference/methods/views.publish */
const mostBytes = 250_000;

export type GivenView = Omit<z.infer<typeof ViewShape>, "blocks"> & { blocks: Block[] };

/** Checks the view of `views.open` and the like. Throws the refusal that Slack would answer with. */
export const checkedView = (given: unknown, type: GivenView["type"]): GivenView => {
  if (Buffer.byteLength(JSON.stringify(fromJson(given)) ?? "") > mostBytes) throw new Refusal("view_too_large");
  const parsed = ViewShape.safeParse(fromJson(given));
  if (!parsed.success)
    throw new Refusal(
      "invalid_arguments",
      parsed.error.issues.map((issue) => complaint(issue, "view")),
    );
  if (parsed.data.type !== type)
    throw new Refusal("invalid_arguments", ["[ERROR] unsupported type [json-pointer:/view/type]"]);
  const blocks = viewBlocks(parsed.data.blocks);
  const asks = blocks.some((block) => block.type === "input");
  if (type === "modal" && asks && !parsed.data.submit)
    throw new Refusal("invalid_arguments", [
      "[ERROR] a submit is needed beside input blocks [json-pointer:/view/submit]",
    ]);
  return { ...parsed.data, blocks };
};
