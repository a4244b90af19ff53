import { Problem } from "../../src/errors.ts";

/** What the Bot Connector refused. */
export interface Refusal {
  request: Attempt;
  status: number;
  /** For example `BotNotInConversationRoster`. */
  code: string;
  /** Wait that the service asked for. */
  afterMs?: number | undefined;
}

/** What was tried. */
interface Attempt {
  method: string;
  about: string;
  body?: object;
}

/** A refusal as a Problem that says what to do. https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability */
export const refusalProblem = ({ request, status, code, afterMs }: Refusal): Problem => {
  const { method, about } = request;
  const detail = `${method} ${about} refused with HTTP ${status} ${code.slice(0, 200)}`;
  const hasContent = about === "activities" && request.body !== undefined;
  const family = families.find(({ matches }) => matches(status, code, hasContent)) ?? unknownFamily;
  const { retry = "never" } = family;
  const wait = retry === "later" && afterMs !== undefined ? { afterMs } : {};
  return new Problem(family.code, family.sentence, { retry, ...wait, detail });
};

/** No answer came. */
export const silenceProblem = ({ method, about }: Attempt, cause: unknown): Problem =>
  new Problem("teams.down", down, { retry: "later", detail: `${method} ${about} got no answer`, cause });

/** The conversation may take no further progress for a while: what is left of its rate is for answers. */
export const paceProblem = (afterMs: number): Problem =>
  new Problem("teams.busy", busy, { retry: "later", afterMs, detail: "our own pace" });

/** True for a refusal of what the message holds: in another form it may be taken. */
export const isAboutContent = ({ code }: Problem): boolean => code === "post.too-large" || code === "post.unshowable";

const busy = "Teams asked me to slow down, so this message comes a little later.";
const down =
  "Teams could not be reached just now, so this message comes later or is missing. Nothing of your request is lost.";

interface Family {
  matches(status: number, code: string, hasContent: boolean): boolean;
  code: string;
  sentence: string;
  retry?: "later";
}

const unknownFamily: Omit<Family, "matches"> = {
  code: "teams.refused",
  sentence: "Teams did not accept this message. The reason is in my log; please tell an administrator.",
};

/** Refusals that may be over when the same is tried again. */
const passing = new Set([408, 409, 412, 425, 429]);

const families: Family[] = [
  { matches: (status) => passing.has(status), code: "teams.busy", sentence: busy, retry: "later" },
  { matches: (status) => status >= 500, code: "teams.down", sentence: down, retry: "later" },
  {
    matches: (status) => status === 413,
    code: "post.too-large",
    sentence: "Teams could not show this answer because it is too long. Please ask a narrower question.",
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
  {
    // Whatever its code says: with a 4xx that has no meaning of its own the message itself is at fault.
    matches: (status, _, hasContent) => hasContent && status >= 400 && status !== 405,
    code: "post.unshowable",
    sentence: "Teams could not show this message. The reason is in my log; please tell an administrator.",
  },
];
