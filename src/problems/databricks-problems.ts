import type { ProblemText } from "./problem-text.ts";

/** What can be wrong with Databricks: the workspace, its jobs and Genie. */
export const databricksProblems = {
  "databricks.unauthorized": {
    sentence:
      "Databricks refused the bot's credentials: they are wrong, expired or revoked. Please ask an administrator to renew the token or the client secret; the command npm run doctor checks them.",
    remedy: "Renew DATABRICKS_TOKEN or DATABRICKS_CLIENT_SECRET; npm run doctor checks them.",
  },
  "databricks.oauth-client": {
    sentence:
      "Databricks refused the bot's OAuth client. Please ask an administrator to check DATABRICKS_HOST, DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, and whether the secret has expired.",
    remedy:
      "Check DATABRICKS_HOST, DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET; make a new secret if it has expired.",
  },
  "databricks.ip-blocked": {
    sentence:
      "Databricks rejects calls from {network}: the workspace's IP access list doesn't allow them. Please ask a workspace administrator to add the address to the list.",
    remedy:
      "Add the bot's outgoing address to the IP access list of the workspace, or let the bot run in an allowed network.",
  },
  "databricks.wrong-workspace": {
    sentence:
      "The bot's credentials belong to a different workspace from the one it is calling. Please ask an administrator to correct DATABRICKS_HOST, or to give the bot credentials of that workspace.",
    remedy:
      "Correct DATABRICKS_HOST, or use credentials of that workspace; add the service principal to the workspace.",
  },
  "databricks.forbidden": {
    sentence:
      "Databricks doesn't allow the bot's identity to do this. Please ask an administrator to grant it the permission. Once that's done, try again.",
    remedy: "Grant the bot's identity the permission that the log names.",
  },
  "databricks.disabled": {
    sentence:
      "This feature is switched off in the Databricks workspace. Please ask a workspace administrator to turn it on; until then, trying again won't help.",
    remedy: "Turn the feature on in the settings of the workspace.",
  },
  "databricks.not-found": {
    sentence:
      "Databricks can't find this, or the bot's identity isn't allowed to see it. Check that it still exists and that it is shared with the bot.",
    remedy: "Check that it exists and is shared with the bot's identity.",
  },
  "databricks.rate-limited": {
    sentence:
      "Databricks isn't taking any more requests from this workspace right now. Nothing is broken; please try again in a minute.",
    remedy: "Nothing: the call is repeated. If it happens often, fewer bots should share the workspace's limits.",
  },
  "databricks.unavailable": {
    sentence: "Databricks can't be reached or is having trouble right now. Please try again in a few minutes.",
    remedy: "Check the network between here and DATABRICKS_HOST; https://status.databricks.com lists outages.",
  },
  "databricks.timeout": {
    sentence: "Databricks didn't answer in time. Please try again in a few minutes.",
    remedy: "Nothing, if it is rare. Otherwise check the network between here and DATABRICKS_HOST.",
  },
  "databricks.statement-timeout": {
    sentence:
      "The SQL statement took too long and was stopped. Ask for fewer rows or a shorter period, or try again when the warehouse is less busy.",
    remedy: "Use a larger warehouse, or look at the statement in the query history.",
  },
  "databricks.invalid": {
    sentence:
      "Databricks rejected this request. Please put it another way, or show this message to an administrator; the details are in my log.",
    remedy: "The log has the call and Databricks' own message; this is probably a bug in the bot.",
  },
  "databricks.too-large": {
    sentence: "Databricks' answer is larger than I can read. Please ask for fewer rows or columns.",
    remedy: "Nothing: an answer of more than 64 MB is not read.",
  },
  "databricks.unexpected": {
    sentence:
      "The answer didn't look like one from Databricks. Please ask an administrator to check that DATABRICKS_HOST is the address of the workspace.",
    remedy: "Check that DATABRICKS_HOST is the address of the workspace and no proxy answers in its place.",
  },
  "databricks.storage": {
    sentence:
      "The rows are in a file in the workspace's cloud storage that I couldn't read. Please ask an administrator to check that the bot's network can reach that storage.",
    remedy: "Let the bot's network reach the cloud storage of the workspace; the log says how the file was refused.",
  },
  "databricks.scope": {
    sentence:
      'The bot\'s Databricks credentials lack the scope "{scope}". Please ask an administrator to add it to the application or token that the bot uses.',
    remedy: "Add the scope to the OAuth application or token.",
  },
  "databricks.sql": {
    sentence: "The SQL warehouse couldn't run this statement: {reason}.",
    remedy: "Correct the statement; the query history shows it with its reason.",
  },
  "databricks.unknown": {
    sentence:
      "Databricks didn't confirm that it received this request. Please look in Databricks to see whether it went through before you try again.",
    remedy: "Look in Databricks to see whether the request arrived.",
  },
  "genie.budget": {
    sentence:
      "The budget or usage policy of this Databricks workspace doesn't allow {agent} to answer right now. Please ask a workspace administrator to raise or change it; until then, trying again won't help.",
    remedy: "Raise the budget or change the usage policy of the workspace.",
  },
  "genie.busy": {
    sentence:
      "{agent} is still working on an earlier question in this conversation. Wait for that answer, then ask again.",
    remedy: "Nothing: the earlier question is still being answered.",
  },
  "genie.cancelled": {
    sentence: "The question to {agent} was stopped before it was answered. Ask again if you still want to know.",
    remedy: "Nothing: somebody stopped the question, here or in Databricks.",
  },
  "genie.content-filter": {
    sentence:
      "Databricks' content filter blocked this question for {agent}. Put it another way, without personal or offensive details.",
    remedy: "Nothing: Databricks' filter decides.",
  },
  "genie.conversation-type": {
    sentence:
      "{agent} can't continue this conversation here, because it is a different kind of conversation in Genie. Write reset to start a new one, then ask again.",
    remedy: "Nothing: conversations of Genie's agent mode cannot be continued through the conversation API.",
  },
  "genie.disabled": {
    sentence:
      "Genie is switched off in the Databricks workspace of {agent}. Please ask a workspace administrator to turn it on; until then, trying again won't help.",
    remedy: "Turn Genie and the AI features that it needs on in the settings of the workspace.",
  },
  "genie.full": {
    sentence:
      "The Genie space of {agent} already holds as many conversations as Databricks allows (10,000). Whoever manages the space has to delete old ones; then ask again.",
    remedy: "Delete old conversations of the Genie space, or let the bot do so with a service principal of its own.",
  },
  "genie.internal": {
    sentence:
      "Genie couldn't finish answering this question for {agent}. Put it another way; if that fails too, tell whoever manages the Genie space.",
    remedy: "The log has the type that Genie gave; look at the question in the space's history.",
  },
  "genie.model": {
    sentence:
      "Databricks has no language model for {agent} in this workspace. Please ask a workspace administrator to turn on the AI features that Genie needs; until then, trying again won't help.",
    remedy: "Turn on the partner-powered or cross-region AI features of the workspace.",
  },
  "genie.no-answer": {
    sentence:
      "{agent} finished without an answer. Be more specific about what you want to know, or put it another way.",
    remedy: "Add instructions or an example question to the Genie space.",
  },
  "genie.own-permission": {
    sentence:
      "You don't have access to {agent} in Databricks, or not to all of its data. Ask whoever manages the Genie space to give you Can View or Can Run on the space and SELECT on its tables; then ask again.",
    remedy: "Give the person Can Run on the space and SELECT on its tables, if they are to use it.",
  },
  "genie.permission": {
    sentence:
      "The bot doesn't have access to {agent}, or not to all of its data. Whoever manages the Genie space has to give {identity} Can View or Can Run on the space, CAN USE on its SQL warehouse and SELECT on its tables; then ask again.",
    remedy: "Give the bot's identity Can Run on the space, CAN USE on its warehouse and SELECT on its tables.",
  },
  "genie.rate-limited": {
    sentence:
      "Databricks isn't taking any more Genie questions from this workspace right now: its limit is used up. Please ask {agent} again in a few minutes.",
    remedy: "Wait a minute, or ask Databricks for a higher Genie quota.",
  },
  "genie.rows-gone": {
    sentence: "Databricks no longer has all the rows of this answer. Ask {agent} again to get them.",
    remedy: "Nothing: Databricks keeps results for a limited time.",
  },
  "genie.setup": {
    sentence:
      "Something the Genie space of {agent} is built on is missing or can't be read: a table, a function or a trusted answer. Whoever manages the space has to repair it and check that {identity} has SELECT on its tables.",
    remedy: "Open the space in Databricks and fix what it reports; check SELECT on its tables.",
  },
  "genie.sql": {
    sentence:
      "{agent} wrote a query that couldn't be run. Be more specific about what you want (which figure, which period, grouped by what), or ask whoever manages the Genie space to add an example of such a question.",
    remedy: "Add an example question with SQL to the space.",
  },
  "genie.timeout": {
    sentence:
      "{agent} didn't finish within the time that Genie allows. Ask for a shorter period or fewer details, or try again in a few minutes.",
    remedy: "Use a larger warehouse, or simplify the tables behind the space.",
  },
  "genie.too-large": {
    sentence:
      "This question needs more tables, text or SQL than {agent} can handle at once. Ask for less in one question: one subject, a shorter period or fewer columns.",
    remedy: "Take tables out of the space, or shorten its instructions.",
  },
  "genie.unavailable": {
    sentence:
      "Genie had a temporary problem while {agent} was working on this. There is nothing wrong with your question; please ask again.",
    remedy: "Nothing: such faults pass. https://status.databricks.com lists outages.",
  },
  "genie.unconfirmed": {
    sentence:
      "Databricks didn't confirm that the question to {agent} arrived, and I can't find it there. Please ask again in a few minutes.",
    remedy: "Nothing, if it is rare. Otherwise check the network between here and Databricks.",
  },
  "genie.warehouse": {
    sentence:
      "The SQL warehouse of {agent} is missing, or the bot isn't allowed to use it. Whoever manages the Genie space has to choose a working warehouse and give {identity} CAN USE on it.",
    remedy: "Choose a running warehouse for the space and give the bot's identity CAN USE on it.",
  },
  "sql.no-warehouse": {
    sentence:
      "I have no SQL warehouse to run this on. Please ask an administrator to name one in the bot's settings (DATABRICKS_WAREHOUSE_ID).",
    remedy: "Set DATABRICKS_WAREHOUSE_ID, and give the bot's identity CAN USE on that warehouse.",
  },
  "sql.not-read-only": {
    sentence:
      "I run one statement at a time, and only one that reads: SELECT, SHOW or DESCRIBE. But {reason}, so I haven't run it.",
    remedy: "Nothing: a statement is refused unless the parser is certain that it only reads.",
  },
  "jobs.cluster-permission": {
    sentence:
      "Databricks doesn't let the bot see {which}. Please ask an administrator to give {identity} the permission Can Attach To (CAN_ATTACH_TO) there. Once that's done, try again.",
    remedy: "Give the bot's identity CAN_ATTACH_TO on the cluster that the sentence names.",
  },
  "jobs.invalid": {
    sentence: "Databricks rejected the request for {what}: {reason}. Please fix that and try again.",
    remedy: "Correct the parameters or the job_id in the configuration.",
  },
  "jobs.own-permission": {
    sentence:
      "Databricks doesn't let you {verb} {which}. Please ask whoever owns the job to give you the permission {words} ({right}) on it. Once that's done, try again.",
    remedy: "Give the person the permission, if they are to start the job: it is started with their own rights.",
  },
  "jobs.permission": {
    sentence:
      "Databricks doesn't let the bot {verb} {which}. Please ask an administrator to give {identity} the permission {words} ({right}) on that job. Once that's done, try again.",
    remedy: "Give the bot's identity the permission that the sentence names.",
  },
  "jobs.unknown": {
    sentence: "Databricks can't find {what}; it may have been deleted. {advice}",
    remedy: "Nothing for a run, which is kept for 60 days; for a job correct its job_id in the configuration.",
  },
} as const satisfies Record<string, ProblemText>;
