import { redacted } from "../../logging/redact.ts";

/*
 * Secrets in what a run leaves behind. Tracebacks show lines of source, and environments are printed, so that names and
 * values stand there in quotes and with prefixes. Rather one value too many is hidden.
 */

const hidden = "[hidden]";

/** Words in a name whose value is a secret: `DB_PASSWORD`, `client_secret`, `AccountKey`. */
const secretName =
  "(?:passw(?:or)?d|passwd|pwd|passphrase|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key|credential|sas|signature)";

/** Each is bounded, or ends with its one greedy run: the time is linear. */
const patterns: [RegExp, string][] = [
  // password="hunter2", 'DB_PASSWORD': 'x', AccountKey=…; quotes around the name and the value may be there or not.
  [new RegExp(`(${secretName}[\\w.-]{0,40}["']? {0,3}[=:] {0,3})(["'])[^"'\\n]{1,400}\\2?`, "gi"), `$1$2${hidden}$2`],
  [new RegExp(`(${secretName}[\\w.-]{0,40}["']? {0,3}[=:] {0,3})[^\\s"',;&)}\\]]{3,}`, "gi"), `$1${hidden}`],
  // Signatures of addresses, keys that tell themselves by their beginning.
  [/([?&](?:sig|signature|x-amz-signature|x-amz-security-token|code|access_token)=)[^&\s"']{3,}/gi, `$1${hidden}`],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, hidden],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|dapi|sk-)[\w-]{16,}/g, hidden],
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,8000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, hidden],
];

/** A text without what looks like a secret. */
export const withoutSecrets = (text: string): string =>
  patterns.reduce((cleaned, [pattern, shown]) => cleaned.replace(pattern, shown), redacted(text));

const isSecretName = new RegExp(secretName, "i");

/** The value of a parameter as it may be kept and shown. */
export const shownValue = (name: string, value: string): string =>
  isSecretName.test(name) ? hidden : withoutSecrets(value);

/** Parameters as they may be shown. */
export const shownValues = (parameters: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, shownValue(name, value)]));
