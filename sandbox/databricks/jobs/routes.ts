import { z } from "zod";
import type { WireRequest } from "../../wire.ts";
import type { GuardedRoute } from "../auth.ts";
import { invalidParameter } from "../errors.ts";
import type { Caller } from "../people.ts";
import { type Access, may, permissionsShape } from "./access.ts";
import { parseBody } from "./body.ts";
import { catalog } from "./catalog/catalog.ts";
import { clusterEvents, listClusters } from "./clusters.ts";
import { Int64, int64 } from "./int64.ts";
import { orderOf } from "./order.ts";
import { outputShape } from "./outputs.ts";
import { ARRAY_PAGE, arraysOf, limitIn, pageOf } from "./pages.ts";
import { repairRun } from "./repair.ts";
import { stateAt } from "./runs/plan.ts";
import type { Run } from "./runs/register.ts";
import { lastPlan, type Runs } from "./runs/runs.ts";
import {
  historyShapes,
  jobShape,
  jobTaskShapes,
  parameterShapes,
  runShape,
  taskRunShape,
  taskShapes,
  type View,
} from "./shapes.ts";

const JOBS = "/api/2.2/jobs";

interface JobsRoutesDeps {
  runs: Runs;
  access: Access;
  now: () => number;
  /** Throws when the call may not be made now. */
  admit: (request: WireRequest) => void;
}

type Handler = (request: WireRequest, caller: Caller) => object;

/** The Jobs API 2.2 over HTTP. */
export const jobsRoutes = (deps: JobsRoutesDeps): GuardedRoute[] => {
  const route = (method: string, path: string, handle: Handler): GuardedRoute => ({
    method,
    path,
    handle: (request, caller) => {
      deps.admit(request);
      return { status: 200, body: handle(request, caller) };
    },
  });
  return [
    ...changes(deps).map(([path, handle]) => route("POST", `${JOBS}/${path}`, handle)),
    ...looks(deps).map(([path, handle]) => route("GET", `${JOBS}/${path}`, handle)),
    route("GET", "/api/2.1/clusters/list", ({ query }, caller) => listClusters(deps.runs, query, caller, deps.now())),
    route("POST", "/api/2.1/clusters/events", ({ body }, caller) => clusterEvents(deps.runs, body, caller, deps.now())),
    route("GET", "/api/2.0/permissions/jobs/:job", ({ params }, caller) =>
      permissionsShape(deps.access.job(params["job"] ?? "", caller, "CAN_VIEW")),
    ),
  ];
};

const RunNamed = z.object({ run_id: Int64 });

const changes = ({ runs, access, now }: JobsRoutesDeps): [string, Handler][] => [
  [
    "run-now",
    ({ body }, caller) => {
      const run = runs.start(orderOf(access, body, caller));
      return { run_id: int64(run.id), number_in_job: int64(run.id) };
    },
  ],
  [
    "runs/cancel",
    ({ body }, caller) => {
      runs.cancel(access.runOrTask(parseBody(RunNamed, body).run_id, caller, "CAN_MANAGE_RUN"));
      return {};
    },
  ],
  [
    "runs/delete",
    ({ body }, caller) => {
      runs.remove(access.run(parseBody(RunNamed, body).run_id, caller, "CAN_MANAGE_RUN"));
      return {};
    },
  ],
  ["runs/repair", ({ body }, caller) => repairRun({ runs, access, body, caller, now: now() })],
];

const looks = (deps: JobsRoutesDeps): [string, Handler][] => {
  const { access, now } = deps;
  const view = (request: WireRequest): View => ({ now: now(), host: `http://${request.headers.host ?? "127.0.0.1"}` });
  return [
    [
      "runs/get",
      (request, caller) => {
        const id = idIn(request.query, "run_id");
        const run = access.runOrTask(id, caller, "CAN_VIEW");
        if (run.id !== id) return { ...taskRunOf(run, id, view(request)), job_parameters: parameterShapes(run) };
        const history = request.query.get("include_history") === "true";
        const all = {
          tasks: taskShapes(run, view(request)),
          job_parameters: parameterShapes(run),
          ...(history && { repair_history: historyShapes(run, view(request)) }),
        };
        const { arrays, links } = arraysOf(all, request.query);
        return { ...runShape(run, view(request)), ...arrays, ...links };
      },
    ],
    ["runs/get-output", (request, caller) => output(deps, idIn(request.query, "run_id"), caller, view(request))],
    ["runs/list", (request, caller) => listRuns(deps, request.query, caller, view(request))],
    [
      "get",
      ({ query }, caller) => {
        const job = access.job(idIn(query, "job_id"), caller, "CAN_VIEW");
        const { arrays, links } = arraysOf({ tasks: jobTaskShapes(job) }, query);
        return { ...jobShape(job, arrays), ...links };
      },
    ],
    [
      "list",
      ({ query }, caller) => {
        const name = query.get("name")?.toLowerCase();
        const seen = catalog.filter(
          (job) => may(caller, job, "CAN_VIEW") && (!name || job.name.toLowerCase() === name),
        );
        const { items, links } = pageOf(seen, limitIn(query, 100), query);
        return { ...(items.length > 0 && { jobs: items.map((job) => jobShape(job)) }), ...links };
      },
    ],
  ];
};

const MULTI_TASK =
  "Retrieving the output of runs with multiple tasks is not supported. Please retrieve the output of each individual task run instead.";

const output = ({ runs, access }: JobsRoutesDeps, id: string, caller: Caller, view: View): object => {
  const run = access.runOrTask(id, caller, "CAN_VIEW");
  if (run === runs.find(id)) throw invalidParameter(MULTI_TASK);
  const { plan, task } = taskIn(run, id);
  return outputShape(run, plan, task, view);
};

const taskRunOf = (run: Run, id: string, view: View): object => {
  const { plan, task } = taskIn(run, id);
  return taskRunShape(run, plan, task, view);
};

const taskIn = (run: Run, id: string) => {
  for (const plan of run.plans) {
    const task = plan.tasks.find((each) => each.task.id === id);
    if (task) return { plan, task };
  }
  throw invalidParameter(`Run ${id} does not exist.`);
};

const listRuns = (
  { runs, access, now }: JobsRoutesDeps,
  query: URLSearchParams,
  caller: Caller,
  view: View,
): object => {
  const [active, completed] = [query.get("active_only") === "true", query.get("completed_only") === "true"];
  if (active && completed) throw invalidParameter("active_only and completed_only cannot both be true.");
  const job = query.has("job_id") ? access.job(idIn(query, "job_id"), caller, "CAN_VIEW") : undefined;
  const from = Number(query.get("start_time_from") ?? 0);
  const to = Number(query.get("start_time_to") ?? Number.POSITIVE_INFINITY);
  const ended = (run: Run) => stateAt(lastPlan(run), now()) === "TERMINATED";
  const wanted = runs.all().filter((run) => {
    const started = run.attempts[0].at;
    if (job ? run.job !== job : !may(caller, run.job, "CAN_VIEW")) return false;
    return started >= from && started <= to && !(active && ended(run)) && !(completed && !ended(run));
  });
  const key = (run: Run) => (ended(run) ? lastPlan(run).ends : run.attempts[0].at);
  const { items, links } = pageOf(
    wanted.sort((a, b) => key(b) - key(a)),
    limitIn(query, 25),
    query,
  );
  const expand = query.get("expand_tasks") === "true";
  const shapes = items.map((run) => {
    const tasks = expand ? taskShapes(run, view) : [];
    return {
      ...runShape(run, view),
      job_parameters: parameterShapes(run),
      ...(expand && { tasks: tasks.slice(0, ARRAY_PAGE), has_more: tasks.length > ARRAY_PAGE }),
    };
  });
  return { ...(shapes.length > 0 && { runs: shapes }), ...links };
};

const idIn = (query: URLSearchParams, name: string): string => {
  const id = Int64.safeParse(query.get(name) ?? "");
  if (!id.success) throw invalidParameter(`Missing or invalid ${name}.`);
  return id.data;
};
