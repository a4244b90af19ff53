import { LAKEBASE } from "../../../sandbox/databricks/lakebase.ts";
import { type DatabricksService, NOON, startDatabricks } from "../../support/databricks/databricks-service.ts";

describe("Lakebase of the sandbox", () => {
  let service: DatabricksService;
  beforeAll(async () => {
    service = await startDatabricks();
  });
  afterAll(() => service.stop());
  const ends = new Date(NOON + 3_600_000).toISOString();

  it("gives the password of an autoscaling database", async () => {
    const ask = (endpoint?: string) => service.call("POST", "/api/2.0/postgres/credentials", { endpoint });
    expect(await ask(LAKEBASE.endpoint)).toMatchObject({
      status: 200,
      body: { token: expect.stringMatching(/^eyJ/), expire_time: ends },
    });
    expect((await ask("projects/other/branches/a/endpoints/b")).status).toBe(404);
    expect((await ask()).status).toBe(400);
  });

  it("gives the password of a provisioned instance", async () => {
    const ask = (names: string[], id?: string) =>
      service.call("POST", "/api/2.0/database/credentials", { instance_names: names, request_id: id });
    expect(await ask([LAKEBASE.instance], "1")).toMatchObject({
      status: 200,
      body: { token: expect.stringMatching(/^eyJ/), expiration_time: ends },
    });
    expect((await ask(["other"], "1")).status).toBe(404);
    expect((await ask([LAKEBASE.instance])).status).toBe(400);
  });
});
