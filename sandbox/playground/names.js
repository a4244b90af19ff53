/** Who and what an id is: `{ user(id), channel(id), isBot(id), bot }`. */
export const namesOf = ({ users, channels, bot }) => {
  const people = new Map(users.map(({ id, name }) => [id, name]));
  people.set(bot.user, "Genie").set("USLACKBOT", "Slackbot");
  const conversations = new Map(channels.map(({ id, name }) => [id, name]));
  return {
    user: (id) => people.get(id),
    channel: (id) => conversations.get(id),
    isBot: (id) => id === bot.user,
    bot: bot.user,
  };
};
