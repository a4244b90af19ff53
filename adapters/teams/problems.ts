import { Problem, type ProblemCode } from "../../src/errors.ts";

/** What the Bot Connector said no with. */
export interface Refusal {
  /** What was tried, for the log: `POST activities`. */
  call: string;
  status: number;
  /** For example `BotNotInConversationRoster`. */
  code: string;
  /** Wait that the service asked for. */
  afterMs?: number | undefined;
}

/** A refusal as a Problem that says what to do. https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability */
export const refusalProblem = ({ call, status, code, afterMs }: Refusal): Problem => {
  const detail = `${call} refused with HTTP ${status} ${code.slice(0, 200)}`;
  const family = families.find(({ matches }) => matches(status, code)) ?? unknownFamily;
  const { retry = "never" } = family;
  const wait = retry === "later" && afterMs !== undefined ? { afterMs } : {};
  return new Problem(family.code, family.sentence, { retry, ...wait, detail });
};

/** No answer came. */
export const silenceProblem = (call: string, cause: unknown): Problem =>
  new Problem("teams.down", down, { retry: "later", detail: `${call} got no answer`, cause });

/** The conversation may take no further progress for a while: what is left of its rate is for answers. */
export const paceProblem = (afterMs: number): Problem =>
  new Problem("teams.busy", busy, { retry: "later", afterMs, detail: "our own pace" });

const busy = "Teams asked me to slow down, so this message comes a little later.";
const down =
  "Teams could not be reached just now, so this message comes later or is missing. Nothing of your request is lost.";

interface Family {
  matches(status: number, code: string): boolean;
  code: ProblemCode;
  sentence: string;
  retry?: "later";
}

const unknownFamily: Omit<Family, "matches"> = {
  code: "teams.refused",
  sentence: "Teams did not accept this message. The reason is in my log; please tell an administrator.",
};

const families: Family[] = [
  { matches: (status) => status === 412 || status === 429, code: "teams.busy", sentence: busy, retry: "later" },
  { matches: (status) => status >= 500, code: "teams.down", sentence: down, retry: "later" },
  {
    matches: (status) => status === 413,
    code: "post.too-large",
    sentence: "Teams could not show this answer because it is too long. Please ask more narrowly.",
  },
  {
    matches: (status, code) => status === 404 && /activity/i.test(code),
    code: "post.gone",
    sentence: "The message that I wanted to update is no longer there.",
  },
  {
    matches: (status, code) => status === 404 || (status === 403 && /Roster|Blocked|Disabled|NotInstalled/i.test(code)),
    code: "teams.gone",
    sentence:
      "I am no longer part of that conversation, so I cannot write there. Add the app to it again, or ask me in another chat.",
  },
  {
    matches: (status) => status === 401,
    code: "teams.credentials",
    sentence:
      "Teams does not accept the bot's credentials. An administrator has to check MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID.",
  },
  {
    matches: (status) => status === 403,
    code: "teams.not-allowed",
    sentence: "The rules of that conversation do not let me write there. Ask me in another chat.",
  },
];
