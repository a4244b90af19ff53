import {
  activity,
  BOT_TAG,
  COLLEAGUE,
  channelData,
  conversations,
  departure,
  direct,
  group,
  interaction,
  PARTNER_TENANT,
  type Payload,
  post,
  quiet,
  TEAM,
} from "./teams-builders.ts";
import { ASKER, ASKER_HERE, BOT, CHANNEL, type Fields, installed, PERSONAL, TENANT } from "./teams-payloads.ts";

/* What happens to messages, conversations and the app. Only its installation is an act. */

const messageId = "1769000000001";
const changed = (type: string, eventType: string, more: Fields = {}): Fields => ({
  ...post(),
  type,
  channelData: channelData({ eventType }),
  ...more,
});

/** A message was changed after it was sent. */
export const edits: Payload[] = [
  quiet("an edit in a channel", changed("messageUpdate", "editMessage")),
  quiet("an edit in a personal chat", {
    ...direct("help"),
    type: "messageUpdate",
    channelData: { eventType: "editMessage", tenant: { id: TENANT } },
  }),
  quiet("an edit that adds our name", {
    ...group(`${BOT_TAG} help`),
    type: "messageUpdate",
    channelData: { eventType: "editMessage", tenant: { id: TENANT } },
  }),
  quiet("a deletion that was taken back", changed("messageUpdate", "undeleteMessage")),
  quiet("a deletion", changed("messageDelete", "softDeleteMessage", { text: undefined, attachments: undefined })),
  quiet("a deletion in a personal chat", {
    ...direct(""),
    type: "messageDelete",
    channelData: { eventType: "softDeleteMessage", tenant: { id: TENANT } },
  }),
  ...["like", "heart", "laugh", "surprised", "sad", "angry", "1f44d_thumbsup"].map((type) =>
    quiet(`a reaction: ${type}`, activity("messageReaction", { reactionsAdded: [{ type }], replyToId: messageId })),
  ),
  quiet(
    "a reaction that was taken back",
    activity("messageReaction", { reactionsRemoved: [{ type: "like" }], replyToId: messageId }),
  ),
  quiet(
    "a reaction in a personal chat",
    activity("messageReaction", {
      reactionsAdded: [{ type: "like" }],
      replyToId: messageId,
      conversation: conversations.personal,
      channelData: { tenant: { id: TENANT }, legacy: { replyToId: "1:12kLz" } },
    }),
  ),
];

const team = { id: TEAM, name: "Data", aadGroupId: "d1e2f3a4-0000-4b5c-8d6e-7f8091a2b3c4", type: "standard" };
const update = (eventType: string, data: Fields = {}, more: Fields = {}): Fields =>
  activity("conversationUpdate", { channelData: { team, eventType, tenant: { id: TENANT }, ...data }, ...more });
const channel = { id: CHANNEL, name: "Revenue" };
const us = [{ id: BOT }];
const person = [{ id: COLLEAGUE, aadObjectId: "c0ffee00-0000-4a2b-9c3d-4e5f6a7b8c9d" }];
const personalUpdate = (more: Fields): Fields =>
  activity("conversationUpdate", {
    conversation: conversations.personal,
    channelData: { tenant: { id: TENANT } },
    ...more,
  });
const groupUpdate = (more: Fields): Fields => personalUpdate({ conversation: conversations.meeting, ...more });
const sharedWith = {
  sharedWithTeams: [
    {
      id: "19:9f8e7d@thread.tacv2",
      name: "Partners",
      aadGroupId: "e2f3a4b5-0000-4b5c-8d6e-7f8091a2b3c4",
      tenantId: PARTNER_TENANT,
    },
  ],
};

/** A team, a channel or a chat was changed. */
export const updates: Payload[] = [
  ...["channelCreated", "channelRenamed", "channelDeleted", "channelRestored"].map((type) =>
    quiet(type, update(type, { channel })),
  ),
  ...["teamRenamed", "teamArchived", "teamUnarchived", "teamDeleted", "teamHardDeleted", "teamRestored"].map((type) =>
    quiet(type, update(type)),
  ),
  quiet("channelShared", update("channelShared", { channel: { ...channel, type: "shared" }, ...sharedWith })),
  quiet(
    "channelUnshared",
    update("channelUnshared", {
      channel: { ...channel, type: "shared" },
      unsharedFromTeams: sharedWith.sharedWithTeams,
    }),
  ),
  quiet("a person joins a team", update("teamMemberAdded", {}, { membersAdded: person })),
  departure("we are removed from a personal chat", personalUpdate({ membersRemoved: us })),
  interaction("we are added to a personal chat, as Teams tells besides", personalUpdate({ membersAdded: us }), {
    kind: "install",
    place: { direct: true },
  }),
  quiet("we are removed from a group chat", groupUpdate({ membersRemoved: us })),
  quiet("a person leaves a group chat", groupUpdate({ membersRemoved: person })),
  quiet("a person leaves a team", update("teamMemberRemoved", {}, { membersRemoved: person })),
  quiet(
    "a person joins a shared channel",
    update("channelMemberAdded", { channel: { ...channel, type: "shared" } }, { membersAdded: person }),
  ),
  quiet(
    "a partner joins a shared channel",
    update(
      "channelMemberAdded",
      { channel: { ...channel, type: "shared" } },
      { membersAdded: [{ ...person[0], tenantId: PARTNER_TENANT }] },
    ),
  ),
  quiet(
    "a person leaves a private channel",
    update("channelMemberRemoved", { channel: { ...channel, type: "private" } }, { membersRemoved: person }),
  ),
  quiet("we are added to a team, as its members are told", update("teamMemberAdded", {}, { membersAdded: us })),
  quiet("we are removed from a team", update("teamMemberRemoved", {}, { membersRemoved: us })),
  quiet(
    "we are let out of a shared channel",
    update("channelMemberRemoved", { channel: { ...channel, type: "shared" } }, { membersRemoved: us }),
  ),
  interaction(
    "we are let into a shared channel",
    update("channelMemberAdded", { channel: { ...channel, type: "shared" } }, { membersAdded: us }),
    { kind: "install" },
  ),
  interaction(
    "we are let into a private channel",
    update("channelMemberAdded", { channel: { ...channel, type: "private" } }, { membersAdded: us }),
    { kind: "install" },
  ),
  quiet(
    "a group chat is renamed",
    activity("conversationUpdate", {
      topicName: "Numbers",
      conversation: conversations.meeting,
      channelData: { tenant: { id: TENANT } },
    }),
  ),
  quiet(
    "the history of a chat is opened",
    activity("conversationUpdate", {
      historyDisclosed: true,
      conversation: conversations.meeting,
      channelData: { tenant: { id: TENANT } },
    }),
  ),
  interaction(
    "a person and we are in a new chat",
    activity("conversationUpdate", {
      membersAdded: [...us, { id: ASKER_HERE, aadObjectId: ASKER }],
      conversation: conversations.personal,
      channelData: { tenant: { id: TENANT } },
    }),
    { kind: "install", place: { direct: true } },
  ),
  quiet("an event that is not known yet", update("channelMoved", { channel })),
  quiet("an update that says nothing", activity("conversationUpdate", {})),
];

const installation = (action: string, conversation: Fields, more: Fields = {}): Fields =>
  activity("installationUpdate", {
    action,
    conversation,
    channelData: { tenant: { id: TENANT }, source: { name: "message" }, ...more },
  });
const inTeam = { settings: { selectedChannel: { id: CHANNEL } }, team, eventType: "installationUpdate" };

/** The app was added, changed or removed. */
export const installations: Payload[] = [
  interaction("added to a team", installed()[1], { kind: "install", place: { channelId: CHANNEL, direct: false } }),
  interaction("added to another channel of a team", installation("add", conversations.channel, inTeam), {
    kind: "install",
  }),
  interaction("added to a personal chat", installation("add", conversations.personal), {
    kind: "install",
    place: { channelId: PERSONAL, direct: true },
  }),
  interaction("added to a meeting", installation("add", conversations.meeting), {
    kind: "install",
    place: { direct: false },
  }),
  quiet("a new version in a team", installation("add-upgrade", conversations.channel, inTeam)),
  quiet("a new version in a personal chat", installation("add-upgrade", conversations.personal)),
  quiet("removed from a team", installation("remove", conversations.channel, inTeam)),
  departure("removed from a personal chat", installation("remove", conversations.personal)),
  quiet("removed for a new version", installation("remove-upgrade", conversations.personal)),
  quiet("an action that is not known yet", installation("suspend", conversations.personal)),
];

const event = (name: string, value: Fields, more: Fields = {}): Payload =>
  quiet(
    name,
    activity("event", {
      name: `application/vnd.microsoft.${name}`,
      value,
      conversation: conversations.meeting,
      channelData: { tenant: { id: TENANT }, meeting: { id: "MCMxOTptZWV0aW5n" } },
      ...more,
    }),
  );
const meeting = {
  MeetingType: "Scheduled",
  Title: "Numbers",
  Id: "MCMxOTptZWV0aW5n",
  JoinUrl: "https://teams.example/l/meetup-join/1",
};
const members = [
  {
    user: { id: COLLEAGUE, aadObjectId: "c0ffee00-0000-4a2b-9c3d-4e5f6a7b8c9d" },
    meeting: { inMeeting: true, role: "Organizer" },
  },
];

/** What Teams and the Bot Framework tell besides. */
export const events: Payload[] = [
  event("meetingStart", { ...meeting, StartTime: "2026-01-21T13:30:00.0000000Z" }),
  event("meetingEnd", { ...meeting, EndTime: "2026-01-21T14:00:00.0000000Z" }),
  event("meetingParticipantJoin", { members }),
  event("meetingParticipantLeave", { members }),
  event("readReceipt", { lastReadMessageId: messageId }, { conversation: conversations.personal }),
  quiet("an event of a name of its own", activity("event", { name: "requestWelcomeDialog" })),
  quiet("typing", activity("typing", { conversation: conversations.personal })),
  quiet("typing in a group", activity("typing", { conversation: conversations.meeting })),
  ...[
    "endOfConversation",
    "trace",
    "contactRelationUpdate",
    "deleteUserData",
    "suggestion",
    "handoff",
    "command",
    "commandResult",
    "delay",
    "invokeResponse",
    "somethingNew",
  ].map((type) => quiet(type, activity(type, { name: "x", value: { any: 1 } }))),
];
