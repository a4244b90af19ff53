/** What a conversation is called: the channel's name, the people of a group, or the bot. */
export const titleOf = ({ kind, name }) => {
  if (kind === "channel") return `# ${name}`;
  return kind === "mpim" ? peopleIn(name) : "Genie";
};

/** Slack names a group direct message after its people: `mpdm-asker--colleague--genie-1`. */
const peopleIn = (name) =>
  name
    .replace(/^mpdm-/, "")
    .replace(/-1$/, "")
    .split("--")
    .join(", ");
