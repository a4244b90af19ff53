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

interface Attempt {
  method: string;
  about: string;
  body?: object;
}

/**
 * Turns a refusal into a Problem.
 * https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability
 */
export const refusalProblem = ({ request, status, code, afterMs }: Refusal): Problem => {
  const { method, about } = request;
  const hasContent = about === "activities" && request.body !== undefined;
  const { raise } = families.find(({ matches }) => matches(status, code, hasContent)) ?? unknownFamily;
  const wait = afterMs === undefined ? {} : { afterMs };
  return raise({ detail: `${method} ${about} refused with HTTP ${status} ${code.slice(0, 200)}` }, wait);
};

/** No answer came. */
export const silenceProblem = ({ method, about }: Attempt, cause: unknown): Problem =>
  Problem.of("teams.down", {}, { retry: "later", detail: `${method} ${about} got no answer`, cause });

/** The conversation gets no progress for a while, so that its rate suffices for answers. */
export const paceProblem = (afterMs: number): Problem =>
  Problem.of("teams.busy", {}, { retry: "later", afterMs, detail: "our own pace" });

/** True for a refusal of the content: another form of the message may be accepted. */
export const isAboutContent = ({ code }: Problem): boolean => code === "post.too-large" || code === "post.unshowable";

interface Family {
  matches(status: number, code: string, hasContent: boolean): boolean;
  /** `wait`: as long as the service asked for. */
  raise(options: { detail: string }, wait: { afterMs?: number }): Problem;
}

const unknownFamily: Pick<Family, "raise"> = { raise: (options) => Problem.of("teams.refused", {}, options) };

/** Refusals that may have passed when the request is repeated. */
const passing = new Set([408, 409, 412, 425, 429]);

const later = { retry: "later" } as const;
const platform = "Teams";

const families: Family[] = [
  {
    matches: (status) => passing.has(status),
    raise: (options, wait) => Problem.of("teams.busy", {}, { ...options, ...wait, ...later }),
  },
  {
    matches: (status) => status >= 500,
    raise: (options, wait) => Problem.of("teams.down", {}, { ...options, ...wait, ...later }),
  },
  {
    matches: (status) => status === 413,
    raise: (options) => Problem.of("post.too-large", { platform }, options),
  },
  {
    matches: (status, code) => status === 404 && /activity/i.test(code),
    raise: (options) => Problem.of("post.gone", {}, options),
  },
  {
    matches: (status, code) => status === 404 || (status === 403 && /Roster|Blocked|Disabled|NotInstalled/i.test(code)),
    raise: (options) => Problem.of("teams.gone", {}, options),
  },
  {
    matches: (status) => status === 401,
    raise: (options) => Problem.of("teams.credentials", {}, options),
  },
  {
    matches: (status) => status === 403,
    raise: (options) => Problem.of("teams.not-allowed", {}, options),
  },
  {
    // Any other 4xx means that the content is at fault, whatever the code says.
    matches: (status, _, hasContent) => hasContent && status >= 400 && status !== 405,
    raise: (options) => Problem.of("post.unshowable", { platform }, options),
  },
];
