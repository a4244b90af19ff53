/* The pages that an app in Slack or Teams has to link to. HTML, with nothing from outside in it. */

export const pageWords = {
  about: [
    "The front desk for your company's Databricks Genie agents and jobs, in Slack and Microsoft Teams.",
    "Write <b>help</b> to the bot in your chat to see what it can do. Your company runs it, and its administrators can answer your questions.",
  ],
  privacyTitle: "Privacy",
  privacy: (turnDays: number, journalDays: number) => [
    "Your company runs this bot on servers of its own choice. The makers of the software receive nothing that you write.",
    "The bot reads the messages that are addressed to it. It sends your questions to Databricks Genie and, if your company has set one up, to a language model.",
    `Your conversations are kept for as long as your company has decided. What is needed to finish a question, with the first rows of its answer, is kept for ${turnDays} days. Who started or cancelled which job, who reset a conversation, and who asked which agent what, with the SQL and the number of rows of the answer, is kept for ${journalDays} days, unless your company has decided otherwise. Where questions are asked with your own rights, your sign-in to Databricks is kept encrypted until you sign out.`,
    "The command <b>reset</b> makes the bot forget the conversation in which you write it, in Genie too.",
    "Your company's administrators can tell you what data is kept about you.",
  ],
  termsTitle: "Terms of use",
  terms: [
    "You may use this bot as your company's rules for its data and systems allow. Jobs that you start are recorded under your name.",
    "Answers are computed by Databricks Genie and may be wrong. Look at the sources and the SQL below an answer before you rely on it.",
    "The software comes without warranty, under the Apache License 2.0.",
  ],
};
