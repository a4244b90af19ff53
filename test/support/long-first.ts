import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Vitest begins with the largest files, and some of those that take longest are small: they run what others hold, or wait
 * for another process. Met last, they kept a single worker busy for minutes while the others had nothing to do.
 */
const long = [
  "core/linear",
  "core/isolation",
  "core/jobs/crash",
  "core/jobs/own-runs",
  "core/turn/own-rights",
  "core/turn/silent-sign-in",
  "core/turn/slow-model",
  "e2e/crash/",
  "e2e/jobs/crash",
  "e2e/stores/",
  "adapters/postgres/",
  "adapters/redis/",
  "adapters/sqlite/",
  "adapters/slack/slack",
  "adapters/teams/teams",
  "adapters/table-pages",
  "sandbox/databricks/semantic/",
];

/** Runs those first, and all others in their usual order. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const isShort = ({ moduleId }: TestSpecification) => !long.some((part) => moduleId.includes(`/test/${part}`));
    return usual.toSorted((one, other) => Number(isShort(one)) - Number(isShort(other)));
  }
}
