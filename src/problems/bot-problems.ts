import type { ProblemText } from "./problem-text.ts";

/** What can be wrong on our own side: access, the turn, the way out, the stores. */
export const botProblems = {
  internal: {
    sentence:
      "Something went wrong on my side. The error is in my log; please try again, and tell an administrator if it happens again.",
    remedy: "A bug, or a service that answered in a way nobody expected. Look in the log for the line with this task.",
  },
  "access.tenant": {
    sentence: "I only answer people from my own organisation. An administrator can add yours (setting access.tenants).",
    remedy: "Add the Slack team id or Teams tenant id to access.tenants, or leave the list empty.",
  },
  "access.external": {
    sentence:
      "I don't answer where people outside your organisation can see the conversation. Ask me in an internal channel or in a direct message.",
    remedy: "Set access.external: true if channels shared with other organisations may be answered.",
  },
  "access.stranger": {
    sentence: "I only answer people who belong to this organisation.",
    remedy: "Set access.external: true if people of other organisations may be answered.",
  },
  "access.guest": {
    sentence: "I don't answer guest accounts. An administrator can change that (setting access.guests).",
    remedy: "Set access.guests: true, or add this guest to access.users.",
  },
  "access.channel": {
    sentence:
      "I'm not switched on in this channel. Ask me in a direct message, or ask an administrator to add the channel (setting access.channels).",
    remedy: "Add the channel's id to access.channels, or leave the list empty.",
  },
  "access.user": {
    sentence: "You're not on the list of people I answer. An administrator can add you (setting access.users).",
    remedy: "Add the person's id in Slack or Teams to access.users, or leave the list empty.",
  },
  "access.admin": {
    sentence: "Only administrators can do this. Ask one of them, or ask to be added to them (setting access.admins).",
    remedy: "Add the person's id in Slack or Teams to access.admins.",
  },
  "access.admins-only": {
    sentence: "Only administrators can start {job}. Please ask one of them to do it.",
    remedy: "Set allow.admins_only: false for the job, or add the person to access.admins.",
  },
  "access.job-users": {
    sentence:
      "You're not on the list of people who can start {job}. An administrator can add you (allow.users of the job).",
    remedy: "Add the person's id in Slack or Teams to allow.users of the job.",
  },
  "access.job-channels": {
    sentence:
      "{job} can't be started from here. Ask me in one of its channels, or ask an administrator to add this one (allow.channels of the job).",
    remedy: "Add the channel's id to allow.channels of the job.",
  },
  "access.command-only": {
    sentence: "I only start {job} when you type the command: run {id}",
    remedy: "Set supervisor: confirm for the job if sentences may start it too.",
  },
  "agent.gone": {
    sentence: "The agent I asked has just been removed from my settings. Ask again and I'll pick another one.",
    remedy: "Nothing, if the agent was removed on purpose. Otherwise put it back into agents.",
  },
  "agent.timeout": {
    sentence:
      "There was no answer within {seconds} seconds, so I stopped waiting. Try asking for less, such as a shorter period or fewer columns, or ask an administrator to raise limits.agent_seconds.",
    remedy: "Raise limits.agent_seconds, or use a larger warehouse.",
  },
  "agent.warehouse-starting": {
    sentence:
      "The SQL warehouse was still starting after {minutes} minutes, so I stopped waiting. Please ask again in a few minutes, or tell whoever manages the warehouse.",
    remedy: "Look at the warehouse in Databricks: a serverless one starts in seconds, others can take minutes.",
  },
  "answer.rows-gone": {
    sentence: "I couldn't get the rows of this answer again. Please ask the question again.",
    remedy: "Nothing: the agent no longer has this answer, or its warehouse took too long to run the query again.",
  },
  "chart.no-font": {
    sentence:
      "I can't make an image of this chart: its labels have letters that my font lacks. Its numbers are in the table, and the CSV file has all of them.",
    remedy: "The font that is shipped has Latin, Greek, Cyrillic and Devanagari letters; see docs/decisions.md.",
  },
  "chart.not-drawn": {
    sentence: "I couldn't draw this chart. Its numbers are in the table, and the CSV file has all of them.",
    remedy: "Look at the log line of the answer: it says what the chart's thread ended with.",
  },
  "channel.off": {
    sentence: "The {platform} channel is switched off, so I can't answer there.",
    remedy: "Set the variables of that platform again: there are still unfinished requests from it.",
  },
  "genie.quota": {
    sentence:
      "Too many questions are waiting for Genie to get to this one in time: Databricks only takes a few per minute from one workspace. Please ask again later.",
    remedy: "Ask Databricks for a higher Genie quota and set limits.genie_questions_per_minute to it.",
  },
  "http.host": {
    sentence:
      "I can't listen on HOST {host}, port {port}: this machine has no such address. Leave HOST empty to listen on all of its addresses.",
    remedy: "Leave HOST empty, or set an address of this machine.",
  },
  "http.port-in-use": {
    sentence:
      "Port {port} is in use by another program, perhaps by another bot. Stop that program, or set {setting} to another port.",
    remedy: "Stop the program that listens there, or choose another port.",
  },
  "http.port-not-allowed": {
    sentence:
      "I'm not allowed to listen on port {port}: the system reserves it, as it does all ports below 1024. Set {setting} to a higher one.",
    remedy: "Choose a port above 1023, or give the process the right to use lower ones.",
  },
  "jobs.not-listed": {
    sentence: "This job is no longer on my list, so I didn't start it.",
    remedy: "Nothing, if the job was removed on purpose. Otherwise put it back into jobs.",
  },
  "jobs.order-lost": {
    sentence:
      "I lost track of this request when my data store restarted, and the job may already have started. Before you ask again, type `runs` to check whether it did.",
    remedy:
      "Redis or PostgreSQL was restarted and lost writes that it had confirmed. Redis: set appendonly yes and maxmemory-policy noeviction. PostgreSQL: set fsync and synchronous_commit on.",
  },
  "jobs.watch-lost": {
    sentence:
      "I lost track of this run when my data store restarted. The run itself wasn't affected. To see how it's doing, type: status {run}",
    remedy:
      "Redis or PostgreSQL was restarted and lost writes that it had confirmed. Redis: set appendonly yes and maxmemory-policy noeviction. PostgreSQL: set fsync and synchronous_commit on.",
  },
  "post.file-unknown": {
    sentence:
      "I was interrupted while I was sending the file, so I can't tell whether it arrived. If it's missing, please ask for it again.",
    remedy: "Nothing: a process ended in the middle of an upload.",
  },
  "post.gone": {
    sentence: "The message I wanted to update is gone.",
    remedy: "Nothing: the answer is posted as a new message.",
  },
  "post.root-gone": {
    sentence: "The message that started this thread is gone, so I can't answer in it. Ask me again in a new message.",
    remedy: "Nothing: the question was deleted, so nobody waits for an answer.",
  },
  "post.too-large": {
    sentence: "{platform} couldn't show this answer because it is too long. Please ask for less at a time.",
    remedy: "Nothing: the answer is sent again in smaller pieces.",
  },
  "post.unshowable": {
    sentence:
      "{platform} couldn't show this answer. The reason is in my log; please ask for less at a time, or tell an administrator.",
    remedy: "Nothing: the answer is sent again in a plainer form. The log names what was refused.",
  },
  "turn.lost": {
    sentence: "I lost this question when my data store restarted. Please ask it again.",
    remedy:
      "Redis or PostgreSQL was restarted and lost writes that it had confirmed. Redis: set appendonly yes and maxmemory-policy noeviction. PostgreSQL: set fsync and synchronous_commit on.",
  },
  "task.poison": {
    sentence:
      "This request made me crash every time I tried it, so I've given up on it. Please put it another way; if it happens again, tell an administrator.",
    remedy:
      "Look in the log for process.stuck or task.isolated with this task: the line says what it was doing. It is a bug; please report it.",
  },
  "service.paused": {
    sentence:
      "{service} isn't responding, so I've stopped trying for now. I'll check it again in {seconds} s; {advice}",
    remedy: "Check the network between here and the service. Nothing else to do: calls resume as soon as it answers.",
  },
  "message.too-long": {
    sentence:
      "That message is too long: {length} characters, and I can take {most}. I haven't asked or started anything; please send a shorter one.",
    remedy: "Nothing: the person sends a shorter message.",
  },
  "store.busy": {
    sentence:
      "The data file {path} is in use by another process. One file serves one bot: stop the other one, or give both the same REDIS_URL or DATABASE_URL to run several side by side.",
    remedy: "Stop the other process, or use Redis or PostgreSQL.",
  },
  "store.closed": {
    sentence: "I'm being restarted right now. Please try again in a minute.",
    remedy: "Nothing: the process is stopping.",
  },
  "store.corrupt": {
    sentence:
      "The data file {path} is damaged or not a database. Move it away to start with an empty one, or put a backup in its place.",
    remedy: "Restore the file from a backup, or start with an empty one.",
  },
  "store.failed": {
    sentence:
      "I couldn't reach my data store just now. Please try again; if it happens again, tell an administrator to look at my log.",
    remedy: "Look at the disk under DATA_DIR, or at PostgreSQL; the log has the database's own message.",
  },
  "store.full": {
    sentence:
      "I can't save anything at the moment because my disk is full. Please tell an administrator, and try again once there is space.",
    remedy: "Make space on the disk of DATA_DIR or of PostgreSQL.",
  },
  "store.isolation": {
    sentence:
      'My database role uses the transaction isolation "{level}" by default, and I need "read committed". Please tell an administrator to run npm run doctor.',
    remedy: "In PostgreSQL: `ALTER ROLE … SET default_transaction_isolation = 'read committed'`.",
  },
  "store.newer": {
    sentence:
      "The data file {path} was written by a newer version of this program. Start that version, or set DATA_DIR to another folder.",
    remedy: "Start the newer version.",
  },
  "store.rights": {
    sentence:
      "My database user is missing some of the permissions I need, so nothing was started. Please tell an administrator to run npm run doctor.",
    remedy:
      "Give the user of REDIS_URL all commands on the bot's keys, scripts (EVAL, EVALSHA) and INFO included: `ACL SETUSER … ~* &* +@all -@admin +info`. In PostgreSQL the role needs CREATE on the database, or a schema that it owns.",
  },
  "store.unavailable": {
    sentence:
      "I can't reach my data store right now, so nothing was started. Please try again in a minute; if that doesn't help, tell an administrator.",
    remedy:
      "Check that Redis or PostgreSQL is running, and that the address and password in REDIS_URL, DATABASE_URL or PGHOST are right.",
  },
  "store.unwritable": {
    sentence:
      "I can't write to the data file {path}. Give this process write access to its folder, or set DATA_DIR to another one.",
    remedy: "Give the process the right to write to DATA_DIR.",
  },
} as const satisfies Record<string, ProblemText>;
