/** One feature in both channels. `proof`: file under test/ and a test's name in it, for each channel. */
export interface ParityRow {
  feature: string;
  slack: string;
  teams: string;
  slackProof: [file: string, name: string];
  teamsProof: [file: string, name: string];
}

/** A law of the port, which both channels pass. */
const law = (name: string): Pick<ParityRow, "slackProof" | "teamsProof"> => ({
  slackProof: ["contract/channel.ts", name],
  teamsProof: ["contract/channel.ts", name],
});

export const parity: readonly ParityRow[] = [
  {
    feature: "Ask in a channel by mention, answer in its thread",
    slack: "yes",
    teams: "yes",
    slackProof: ["e2e/answers/answers.test.ts", "answers in a channel, in the first sentence: $question"],
    teamsProof: ["e2e/teams/teams.test.ts", "answers in a channel: $question"],
  },
  {
    feature: "Ask in a direct message or personal chat",
    slack: "yes; each message starts a thread",
    teams: "yes; the chat is one thread (Teams chats are flat)",
    slackProof: ["e2e/answers/answers.test.ts", "answers in a direct message: $question"],
    teamsProof: ["e2e/teams/teams.test.ts", "answers in a personal chat, in the first sentence: $question"],
  },
  {
    feature: "Ask in a group chat",
    slack: "yes, as in a channel",
    teams: "yes, by mention",
    slackProof: ["e2e/answers/answers.test.ts", "answers in a channel, in the first sentence: $question"],
    teamsProof: ["e2e/teams/teams.test.ts", "answers in a group chat: $question"],
  },
  {
    feature: "Commands",
    slack: "`/genie …`, and the same words in a message",
    teams: "the same words in a message (slash commands of bots are a preview)",
    slackProof: ["e2e/answers/answers.test.ts", "answers /genie ask: $question"],
    teamsProof: ["e2e/teams/teams.test.ts", "answers in a personal chat, in the first sentence: $question"],
  },
  {
    feature: "Follow-up in a thread",
    slack: "without a mention",
    teams: "with a mention outside the personal chat (Teams delivers no other messages)",
    slackProof: [
      "e2e/answers/thread.test.ts",
      "keeps its Genie conversation for a follow-up without a mention, also after a restart",
    ],
    teamsProof: ["e2e/teams/teams.test.ts", "keeps its thread's conversation for a follow-up"],
  },
  {
    feature: "One status message, edited in place into the answer",
    slack: "task cards; sections where a workspace has none",
    teams: "one Adaptive Card",
    ...law("shows progress: who is asked, what each is doing, how long it takes, and the way to stop it"),
  },
  {
    feature: "Answer with rows, sources, SQL, confidence, follow-up buttons",
    slack: "first table native, further ones as text (Slack allows one)",
    teams: "every table native; AI label; each citation is a link to its source",
    ...law("shows an answer: words, rows, sources, SQL, confidence and follow-ups"),
  },
  {
    feature: "The other rows of a long result",
    slack:
      "buttons turn the page in place; up to a hundred rows in Slack's own sortable table where the workspace has it",
    teams: "buttons turn the page in place",
    slackProof: [
      "e2e/answers/tables.test.ts",
      "is looked through in Slack, by anybody in the thread, in the same message",
    ],
    teamsProof: ["e2e/answers/tables.test.ts", "is looked through in Teams, in the same card"],
  },
  {
    feature: "A table as a CSV or Excel file, with the rows that Genie cut",
    slack: "uploaded to the thread",
    teams: "in a personal chat to OneDrive, after consent; elsewhere a link for whoever clicked (needs `PUBLIC_URL`)",
    slackProof: ["e2e/answers/tables.test.ts", "is a file in the thread in Slack, with all rows, and Excel's as well"],
    teamsProof: ["e2e/answers/tables.test.ts", "goes into the person's OneDrive in a personal chat, once they agree"],
  },
  {
    feature: "An answer that is too long",
    slack: "continues in further messages",
    teams: "continues in further messages",
    ...law("splits what is too long: every part is taken, and nothing is missing"),
  },
  {
    feature: "Vote on an answer, with a reason; change it and take it back",
    slack: "Slack's own thumbs, buttons where a workspace has none; a modal for the reason",
    teams: "Teams' own thumbs, with a form for the reason",
    slackProof: [
      "e2e/answers/feedback.test.ts",
      "counts each person once, takes reasons, can be taken back, and gives Genie the balance",
    ],
    teamsProof: [
      "e2e/answers/feedback.test.ts",
      "counts each person once, takes reasons, can be taken back, and gives Genie the balance",
    ],
  },
  {
    feature: "Ask again, in other words, or another agent; how Genie understood the question",
    slack: "a menu (⋯) behind the buttons, with a modal",
    teams: "the card's menu (…), with a form for whoever clicked",
    slackProof: [
      "e2e/answers/again.test.ts",
      "in Slack goes to another agent, which the person chooses, in the same thread, once",
    ],
    teamsProof: [
      "e2e/answers/again.test.ts",
      "in Teams goes to another agent, is changed in a form, and tells how it was understood, each in private",
    ],
  },
  {
    feature: "Ask in private in a channel, then share the answer",
    slack: "in the direct message",
    teams: "in the personal chat",
    slackProof: [
      "e2e/answers/private.test.ts",
      "in Slack is answered in the direct message, and shared in the thread by a button",
    ],
    teamsProof: [
      "e2e/answers/private.test.ts",
      "in Teams is answered in the personal chat, and shared in the thread by a button",
    ],
  },
  {
    feature: "Home: own questions and runs, agents with examples, jobs, settings",
    slack: "the Home tab, new each time that it is opened; `home`",
    teams: "a card when the app is added; `home`, `start`",
    slackProof: ["e2e/home/home.test.ts", "shows each person what is theirs, and nothing that somebody else may use"],
    teamsProof: ["e2e/home/home.test.ts", "is a card for whoever installs the app, once, and its buttons ask"],
  },
  {
    feature: "A greeting in a channel that the bot is added to",
    slack: "yes",
    teams: "yes",
    slackProof: [
      "e2e/home/home.test.ts",
      "greets once, with examples that everybody there may ask, and a click on one is answered there",
    ],
    teamsProof: ["e2e/home/home.test.ts", "greets a channel, with what everybody there may ask"],
  },
  {
    feature: "Cancel",
    slack: "button, word, command, Slack's own Stop",
    teams: "button, word",
    slackProof: ["e2e/cancel.test.ts", "%s ends the turn at once and says what was stopped"],
    teamsProof: ["e2e/teams/teams.test.ts", "is cancelled by its button at once, and says what was stopped"],
  },
  {
    feature: "Start, ask about and cancel a job; a card follows the run",
    slack: "words, `/genie`, buttons",
    teams: "words, buttons",
    slackProof: ["e2e/jobs/jobs.test.ts", "are started, asked about and cancelled"],
    teamsProof: ["e2e/teams/jobs.test.ts", "are started, asked about and cancelled in %s"],
  },
  {
    feature: "A form asks for a job's missing values",
    slack: "a modal; after a mention, behind a button (Slack opens modals on a click or a command only)",
    teams: "a card",
    slackProof: [
      "e2e/jobs/jobs.test.ts",
      "without its parameters opens the form; wrong ones are named with the reason, right ones start it",
    ],
    teamsProof: [
      "e2e/teams/jobs.test.ts",
      "ask for missing values by a form, name what is wrong, and start with what is right",
    ],
  },
  {
    feature: "A job that needs confirmation waits for the person who asked, or for an administrator",
    slack: "buttons",
    teams: "buttons",
    slackProof: [
      "e2e/jobs/rights.test.ts",
      "a colleague can neither start nor decline what somebody else proposed, by no forged value either",
    ],
    teamsProof: ["e2e/teams/jobs.test.ts", "are decided and cancelled by nobody else, by no forged value either"],
  },
  {
    feature: "Private replies are visible only to the person they are for",
    slack: "ephemeral message",
    teams: "targeted message; a personal chat where Teams refuses that",
    ...law("shows what is meant for one person to that person alone"),
  },
  {
    feature: "Text from people, data or a model cannot mention anybody or forge a link",
    slack: "yes",
    teams: "yes",
    ...law("lets no text ping or forge a link: %j"),
  },
  {
    feature: "Stored before it is acknowledged, handled once",
    slack: "yes",
    teams: "yes, also when Teams sends it again with a new id",
    ...law("acknowledges only after it is stored"),
  },
  {
    feature: "A post whose outcome is unknown",
    slack: "is looked up by its metadata",
    teams: "is sent again (a bot cannot read a Teams chat), so a crash at that moment may show it twice",
    slackProof: ["contract/channel.ts", "posts a key once, also when the first attempt's outcome is unknown"],
    teamsProof: ["e2e/teams/teams.test.ts", "goes on in the same message after the bot was killed"],
  },
];

/** The table as the README shows it. */
export const parityTable = (): string =>
  [
    "| feature | Slack | Teams |",
    "|---|---|---|",
    ...parity.map(({ feature, slack, teams }) => `| ${feature} | ${slack} | ${teams} |`),
  ].join("\n");
