import { el } from "../dom.js";

/** A grey box in the place of a block or element that is not drawn here: nothing disappears unseen. */
export const unknown = (block) =>
  el(
    "details",
    { class: "unknown" },
    el("summary", {}, `The playground cannot draw this: ${block.type}`),
    el("pre", {}, JSON.stringify(block, null, 2)),
  );
