import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { JobConfig } from "../../../src/config/job-config.ts";

/** The jobs of concierge.example.yaml, each with a number of its own. */
export const exampleJobs = (): JobConfig[] =>
  z
    .object({ jobs: z.array(z.looseObject({ id: z.string() })) })
    .parse(parse(readFileSync(new URL("../../../concierge.example.yaml", import.meta.url), "utf8")))
    .jobs.map((job, index) => JobConfig.parse({ ...job, job_id: `900719925474099300${index}` }));
