import { el } from "../dom.js";
import { namesOf } from "../names.js";
import { showBlocks } from "../slack/message/blocks.js";
import { cardView } from "../teams/message/card.js";
import { fileCard } from "../teams/message/filecard.js";

/*
 * The gallery: payloads.json holds every kind of answer as the bot renders it. Nothing is sent when a button is pressed.
 */

const context = {
  names: namesOf({ users: [], channels: [], bot: { user: "UGENIE" } }),
  users: () => [],
  channels: () => [],
  act: async () => {},
  inputs: new Map(),
};

const slackBox = (blocks) => {
  const box = el("div", { class: "message-body" });
  showBlocks(box, blocks, context);
  return el("div", { class: "shown slack" }, box);
};

const teamsBox = (content) => {
  // The one attachment of the gallery that is no card.
  if (content.contentType)
    return el(
      "div",
      { class: "shown teams" },
      fileCard(content, async () => {}),
    );
  const { node, show } = cardView(async () => {});
  show(content);
  return el("div", { class: "shown teams" }, node);
};

const exhibit = ({ name, slack, teams }) =>
  el(
    "section",
    { class: "exhibit", "aria-label": name },
    el("h2", {}, name),
    slack.length > 0 && el("h3", {}, "Slack"),
    slack.map(slackBox),
    teams.length > 0 && el("h3", {}, "Teams"),
    teams.map(teamsBox),
  );

const shown = await (await fetch("gallery/payloads.json")).json();
document.getElementById("exhibits").replaceChildren(...shown.map(exhibit));
document.body.dataset.ready = "yes";
