const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long everything is kept, ms. Conversations are not here: memory.conversation_ttl_hours says how long. */
export const retention = {
  /** Ids of tasks that have ended. A delivery that a platform repeats within this time is not handled twice. */
  endedTasks: 72 * hour,
  /** Tasks that were given up, for a look at them. */
  deadTasks: 30 * day,
  /** Turns, with what cancels them. Longer than any turn may be held up. */
  turns: 7 * day,
  /** The outcome of each ask that was sent. */
  asks: 7 * day,
  /** Where a post or file went, so that it is made once. */
  posts: day,
  /** A message that somebody wants to ask about, until the form is sent. */
  shortcuts: day,
  /** That we have introduced ourselves to somebody: platforms tell of one install twice. */
  greetings: minute,
  /** A link to a file. */
  fileLinks: 10 * minute,
  /** Somebody's sign-in that is not used. Databricks ends a refresh token sooner, unless it is set otherwise there. */
  grants: 90 * day,
  /** A sign-in on its way, from the link on. */
  signIns: 10 * minute,
  proposals: 7 * day,
  /** Who ordered which run of a job. Longer than Teams takes to deliver a message again under another id. */
  orders: 1.5 * minute,
  /** Runs that have a card. Databricks keeps runs as long. */
  runs: 60 * day,
  /** Failures, as long as the runs that they are about. */
  failures: 60 * day,
  /** That failures of one kind are ignored. */
  ignoredFailures: 30 * day,
  /** That the service has called about a run. */
  webhookCalls: hour,
  /** A year, plus time to look back on it. */
  journal: 400 * day,
  /** Answers of the API: who asks again under the same id finds them. Longer than the turn itself. */
  apiAnswers: 8 * day,
  /** Which ask a message in Genie belongs to. Longer than anybody looks for a question. */
  genieOwners: 7 * day,
  /** Uses that count against a rate limit, and abandoned claims. No rate limit covers a longer period. */
  uses: hour,
} as const;
