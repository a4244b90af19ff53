/** One route of the live API and how far this service goes with it. */
export interface Coverage {
  service: "databricks";
  method: string;
  path: string;
  level: "supported" | "partial" | "missing";
  note?: string;
  /** Test file and test name; empty for what is missing. */
  proof: string;
}

const SPACE = "/api/2.0/genie/spaces/:space";
const CONVERSATION = `${SPACE}/conversations/:conversation`;
const MESSAGE = `${CONVERSATION}/messages/:message`;
const ATTACHMENT = `${MESSAGE}/attachments/:attachment`;
const STATEMENT = "/api/2.0/sql/statements/:statement";

const proven =
  (file: string) =>
  (method: string, path: string, test: string, gap?: string): Coverage => ({
    service: "databricks",
    method,
    path,
    level: gap ? "partial" : "supported",
    ...(gap && { note: gap }),
    proof: `test/sandbox/databricks/${file}.test.ts: ${test}`,
  });

const missing = (method: string, path: string, note: string): Coverage => ({
  service: "databricks",
  method,
  path,
  level: "missing",
  note,
  proof: "",
});

const access = proven("access");
const signIn = proven("sign-in");
const genie = proven("genie");
const faults = proven("faults");
const statements = proven("statements");
const jobs = proven("jobs");
const runs = proven("jobs-runs");
const outputs = proven("jobs-outputs");
const clusters = proven("clusters");
const lakebase = proven("lakebase");

/** What the service emulates, which test proves it, and what of the live API is missing. */
export const coverage: Coverage[] = [
  access(
    "POST",
    "/oidc/v1/token",
    "gives a client an access token that ends",
    "no id_token; token exchange by account policies alone",
  ),
  signIn("GET", "/oidc/v1/authorize", "gives a person tokens for a code, once, with PKCE", "no password"),
  signIn("POST", "/oidc/v1/authorize", "gives a person tokens for a code, once, with PKCE", "of the page itself"),
  signIn("POST", "/oidc/v1/revoke", "ends what a person was given", "undocumented; the answer is a guess"),
  access("GET", "/oidc/.well-known/oauth-authorization-server", "says where tokens are given out"),
  access("GET", "/.well-known/databricks-config", "says where tokens are given out"),
  access("GET", "/api/2.0/preview/scim/v2/Me", "says who the token belongs to", "one group, no roles or entitlements"),
  access("GET", "/api/2.0/sql/warehouses", "lists the warehouse", "one warehouse that always runs"),
  access("GET", "/api/2.0/sql/warehouses/:warehouse", "shows one warehouse", "the error for an unknown id is a guess"),
  access("GET", "/api/2.0/serving-endpoints", "lists the model", "one endpoint"),
  access("GET", "/api/2.0/serving-endpoints/:name", "lists the model", "one endpoint"),
  access("POST", "/serving-endpoints/:name/invocations", "answers as a model", "chat only, by rules"),
  access("POST", "/serving-endpoints/chat/completions", "answers as a model", "by rules"),

  genie("GET", "/api/2.0/genie/spaces", "lists the spaces page by page"),
  genie("POST", `${ATTACHMENT}/downloads`, "gives a whole result in files, for the right signature alone"),
  genie("GET", `${ATTACHMENT}/downloads/:download`, "gives a whole result in files, for the right signature alone"),
  genie(
    "GET",
    SPACE,
    "shows a space, with its contents when asked",
    "serialized_space holds tables, sample questions, measures and filters",
  ),
  genie("POST", `${SPACE}/start-conversation`, "opens a conversation", "enable_visualization is ignored"),
  genie("GET", `${SPACE}/conversations`, "lists the conversations of the caller, newest first"),
  genie("DELETE", CONVERSATION, "deletes a conversation"),
  genie("POST", `${CONVERSATION}/messages`, "keeps what the conversation is about", "enable_visualization is ignored"),
  genie("GET", `${CONVERSATION}/messages`, "lists the messages newest first, page by page"),
  genie(
    "GET",
    MESSAGE,
    "walks from SUBMITTED to COMPLETED and back through ASKING_AI",
    "status and attachments follow a fixed timetable",
  ),
  genie("DELETE", MESSAGE, "deletes a message", "does not stop a running statement"),
  genie("POST", `${MESSAGE}/feedback`, "keeps the feedback to a message"),
  genie(
    "GET",
    `${ATTACHMENT}/query-result`,
    "gives the rows as strings under a manifest",
    "results do not age by themselves",
  ),
  faults("POST", `${ATTACHMENT}/execute-query`, "runs an expired query again", "answers when it is done"),
  genie("GET", `${MESSAGE}/query-result`, "still answers at the deprecated addresses"),
  genie("GET", `${MESSAGE}/query-result/:attachment`, "still answers at the deprecated addresses"),
  genie("POST", `${MESSAGE}/execute-query`, "still answers at the deprecated addresses"),

  statements(
    "POST",
    "/api/2.0/sql/statements",
    "runs SQL with named parameters",
    "JSON_ARRAY; SQLite's dialect, SHOW and DESCRIBE in their plain forms",
  ),
  statements("GET", STATEMENT, "starts at once and is polled when told not to wait", "results do not age"),
  statements("GET", `${STATEMENT}/result/chunks/:chunk`, "hands out a large result in chunks"),
  statements("POST", `${STATEMENT}/cancel`, "cancels a running statement"),
  statements("GET", "/storage/results/:file", "links to the rows of a large result", "replaces the cloud's storage"),

  runs(
    "POST",
    "/api/2.2/jobs/run-now",
    "starts one run for one token",
    "job_parameters and notebook_params have an effect; only, performance_target and the other parameters are ignored",
  ),
  runs(
    "GET",
    "/api/2.2/jobs/runs/get",
    "walks from QUEUED to TERMINATED in both states",
    "no resolved values, no iterations",
  ),
  outputs(
    "GET",
    "/api/2.2/jobs/runs/get-output",
    "gives the output of a task run only",
    "logs and exit values are short; no output of jar, wheel and Power BI tasks",
  ),
  runs("POST", "/api/2.2/jobs/runs/cancel", "takes its time to cancel", "the id of a task run cancels its whole run"),
  runs("GET", "/api/2.2/jobs/runs/list", "lists runs by the time they ended", "run_type and offset are ignored"),
  runs(
    "POST",
    "/api/2.2/jobs/runs/repair",
    "repairs a run under a new attempt",
    "parameters are ignored; some error texts are guesses",
  ),
  runs("POST", "/api/2.2/jobs/runs/delete", "refuses the token of a deleted run"),
  jobs("GET", "/api/2.2/jobs/list", "finds a job by its exact name only", "offset and expand_tasks are ignored"),
  jobs("GET", "/api/2.2/jobs/get", "shows a job, its tasks page by page", "no trigger state"),
  jobs("GET", "/api/2.0/permissions/jobs/:job", "says who may do what", "read only; for everybody who may see the job"),

  clusters("GET", "/api/2.1/clusters/list", "lists the clusters of jobs and people", "filters and sorting are ignored"),
  clusters(
    "POST",
    "/api/2.1/clusters/events",
    "tells what happened to the cluster of a run",
    "one page, without next_page; event_types is ignored",
  ),

  lakebase(
    "POST",
    "/api/2.0/postgres/credentials",
    "gives the password of an autoscaling database",
    "ttl, claims and group_name are ignored; one token an hour",
  ),
  lakebase(
    "POST",
    "/api/2.0/database/credentials",
    "gives the password of a provisioned instance",
    "claims are ignored; one token an hour",
  ),

  proven("dashboards")(
    "GET",
    "/api/2.0/lakeview/dashboards",
    "lists its dashboards page by page",
    "dashboards are fixed; show_trashed and view are ignored",
  ),

  missing("GET", `${ATTACHMENT}/download-visualization`, "no charts are made"),
  missing("POST", `${MESSAGE}/comments`, "comments"),
  missing("GET", `${MESSAGE}/comments`, "comments"),
  missing("GET", `${CONVERSATION}/list-comments`, "comments"),
  missing("POST", "/api/2.0/genie/spaces", "spaces are fixed"),
  missing("PATCH", SPACE, "spaces are fixed"),
  missing("DELETE", SPACE, "spaces are fixed"),
  missing("POST", `${SPACE}/eval-runs`, "evaluation"),
  missing("GET", `${SPACE}/eval-runs`, "evaluation"),
  missing("POST", "/api/2.0/genie/agents/:agent/responses", "agent mode"),
  missing("POST", "/api/2.0/genie/agents/:agent/conversations/:conversation/responses/:response/cancel", "agent mode"),
  missing("POST", "/api/2.0/genie/one/responses", "Genie One"),
  missing("POST", "/api/2.2/jobs/runs/cancel-all", "runs are cancelled one by one"),
  missing("POST", "/api/2.2/jobs/runs/submit", "only defined jobs run"),
  missing("GET", "/api/2.2/jobs/runs/export", "notebooks have no pages"),
  missing("POST", "/api/2.2/jobs/create", "jobs are fixed"),
  missing("POST", "/api/2.2/jobs/update", "jobs are fixed"),
  missing("POST", "/api/2.2/jobs/reset", "jobs are fixed"),
  missing("POST", "/api/2.2/jobs/delete", "jobs are fixed"),
];
