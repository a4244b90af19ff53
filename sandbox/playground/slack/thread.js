import { el } from "../dom.js";
import { icon } from "../icons.js";
import { composer } from "../parts/composer.js";
import { messageList } from "./messages.js";
import { sessionBar } from "./session.js";
import { titleOf } from "./titles.js";

/** The right side: one thread, what the bot is doing in it, and the field to reply. `close` shuts it. */
export const threadView = (context, { send, close, stop, hints }) => {
  const place = el("small");
  const list = messageList({ ...context, openThread: undefined }, "Thread");
  const field = composer({ id: "slack-thread-composer", send, hints });
  const session = sessionBar(stop);
  const shut = el(
    "button",
    { type: "button", class: "thumb", "aria-label": "Close thread", onclick: close },
    icon("close"),
  );
  const node = el(
    "section",
    { class: "thread", "aria-label": "Thread", hidden: true },
    el("header", {}, el("h2", {}, "Thread"), place, shut),
    list.node,
    session.node,
    field.node,
  );
  const show = (conversation, { thread: root, threads }, messages) => {
    node.hidden = !root;
    if (!root) return;
    place.textContent = titleOf(conversation);
    field.at(`${conversation.id} ${root}`, "Reply…");
    session.show(threads.find(({ thread_ts: ts }) => ts === root));
    const inThread = messages.filter(({ ts, thread_ts: parent }) => ts === root || parent === root);
    list.show(
      root,
      inThread.map((message) => ({ message })),
    );
  };
  return { node, show, focus: field.focus };
};
