import { redacted } from "./redact.ts";

/*
 * Secrets in what a run leaves behind. Tracebacks show lines of source, and environments are printed, so that names and
 * values stand there in quotes and with prefixes. Rather one value too many is hidden.
 */

const hidden = "[hidden]";

/** Words in a name whose value is a password, whatever stands between them. */
const passwordName = "(?:passw(?:or)?[dt]|passwd|pwd|passphrase|kennwort)";

/** Words in a name whose value is a secret: `DB_PASSWORD`, `client_secret`, `AccountKey`, `fs.azure.account.key.acme`. */
const secretName =
  "(?:passw(?:or)?[dt]|passwd|pwd|passphrase|kennwort|secret|token|credential|(?<![a-z])sas(?![a-z])|signature|(?:api|access|account|private|routing|integration|encryption|master|signing|auth|subscription)[-_.]?key)";

/** A name with such a word in it, but not that of an exception, which ends with a colon, too: `TokenError: …`. */
const named = `${secretName}(?!\\w{0,80}(?:error|exception)\\b)[\\w.-]{0,80}`;

/** A value that tells nothing, or has been hidden before. */
const noValue = "(?!\\[hidden|(?:yes|no|none|null|true|false)\\b)";

/** Beginnings by which keys tell themselves, and at least so much behind them. */
const keyBeginnings =
  "gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|dapi|sk-|[sr]k_(?:live|test)_|SG\\.|pypi-|npm_|hf_|hv[sb]\\.|shp(?:at|ss|ca|pa)_|dckr_pat_|glsa_|glc_|NRAK-|PMAK-|ntn_|lin_api_|AT(?:ATT|CTT|BB)|AIza|ya29\\.|dop_v1_|xkeysib-|SK(?=[0-9a-f]{32})";

/** Each is bounded, or ends with its one greedy run: the time is linear. */
const patterns: [RegExp, string][] = [
  // password="hunter2", 'DB_PASSWORD': 'x', AccountKey=…; quotes around the name and the value may be there or not.
  [new RegExp(`(${named}["']? {0,3}[=:] {0,3})(["'])[^"'\\n]{1,400}\\2?`, "gi"), `$1$2${hidden}$2`],
  // PWD={a;b}
  [new RegExp(`(${passwordName} {0,2}= {0,2}\\{)[^}\\n]{1,400}`, "gi"), `$1${hidden}`],
  [new RegExp(`(${named}["']? {0,3}[=:] {0,3})${noValue}[^\\s"',;&)}\\]{]{3,}`, "gi"), `$1${hidden}`],
  // The same within a text within a text: {\"password\":\"x\"}.
  [new RegExp(`(${named}\\\\{1,3}["'] {0,3}[=:] {0,3}\\\\{1,3}["'])[^"'\\\\\\n]{1,400}`, "gi"), `$1${hidden}`],
  // conf.set("fs.azure.account.key…", "x"), ['--password', 'x'], password 'x', <password>x<
  [
    new RegExp(
      `((?:${passwordName}|secret|account[-_.]?key|api[-_.]?key)[\\w.-]{0,80}["'], {0,3}["'])[^"'\\n]{1,400}`,
      "gi",
    ),
    `$1${hidden}`,
  ],
  [new RegExp(`((?:${passwordName}|identified by) {1,3}["'])[^"'\\n]{1,400}`, "gi"), `$1${hidden}`],
  [new RegExp(`(<[\\w.:-]{0,40}${secretName}[\\w.-]{0,40}>)[^<\\n]{1,400}(?=<\\/)`, "gi"), `$1${hidden}`],
  // --password x, the password is x, fs.s3a.secret.key x
  [new RegExp(`(--?[\\w-]{0,40}${secretName}[\\w-]{0,40} {1,3})[^\\s"',-][^\\s"',]{2,}`, "gi"), `$1${hidden}`],
  [new RegExp(`(${passwordName} (?:is|ist|was|war):? {1,3})(?=[^\\s\\d]{0,60}\\d)[^\\s"',;]{3,}`, "gi"), `$1${hidden}`],
  [/(\bfs\.[\w.-]{1,80}\.(?:secret|key)[\w.-]{0,80} {1,3})[^\s"']{8,}/gi, `$1${hidden}`],
  // curl -u somebody:x, jdbc:oracle:thin:somebody/x@host
  [/(\s-u["']?,? {0,3}["']?[\w.@-]{1,60}:)[^\s"']{3,}/g, `$1${hidden}`],
  [/(['"]-u["'], {0,3}["'][\w.@-]{1,60}:)[^\s"']{3,}/g, `$1${hidden}`],
  [/(jdbc:oracle:\w{2,8}:)[^\s@"']{1,200}@/gi, `$1${hidden}@`],
  // Signatures of addresses, addresses that are secrets themselves, cookies.
  [
    /([?&](?:sig|signature|x-amz-signature|x-amz-security-token|code|access_token|token|key|api_?key|subscription-key)=)[^&\s"']{3,}/gi,
    `$1${hidden}`,
  ],
  [
    /(https:\/\/(?:hooks\.[\w.-]{1,60}|(?:[\w-]{1,60}\.)?webhook\.office\.com|discord(?:app)?\.com|outlook\.office(?:365)?\.com)\/)[^\s"'<>]{8,}/gi,
    `$1${hidden}`,
  ],
  [/\b((?:set-)?cookie["']? {0,2}[:=] {0,2}["']?)[^\n"']{3,}/gi, `$1${hidden}`],
  // Keys that tell themselves by their beginning, or by what stands in them.
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, hidden],
  [new RegExp(`\\b(?:${keyBeginnings})[\\w.-]{16,}`, "g"), hidden],
  [/\b\w{3}[78]Q~[\w.~-]{20,}/g, hidden],
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,8000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    hidden,
  ],
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
