/* What only a terminal says: its prompts, and what stands there in place of buttons. */

export const terminalWords = {
  greeting: "Ask in your own words; `help` shows what I can do. Ctrl-C stops a question; press it twice to leave.",
  thread: (name: string) => `thread ${name}`,
  stopping: "Stopping. Press Ctrl-C again to leave.",
  howToLeave: "Press Ctrl-C again to leave, or type `exit`.",
  keepOrStop: "Press Enter to keep the value in brackets. Type `cancel` to stop.",
  pressEnter: "Press Enter to send: ",
  optional: "optional",
  needsValue: "Please enter a value.",
  chooseOne: (options: string) => `Choose one of ${options}.`,
  formLeft: "Cancelled. Nothing was started.",
  didItHelp: "Did this help? Type `good`, or `bad` and why.",
  typeNumber: "Type a number to go on:",
  moreSqlLines: (count: number) => `… ${count} more ${count === 1 ? "line" : "lines"}; see Genie for the full SQL`,
};
