import { createSql } from "../../../adapters/databricks/sql/statements.ts";
import { WAREHOUSE_ID } from "../../../sandbox/databricks/sql/warehouses.ts";
import { openWorkspace } from "./workspace.ts";

describe("what a Genie space says about itself", () => {
  let workspace: Awaited<ReturnType<typeof openWorkspace>>;
  beforeAll(async () => {
    workspace = await openWorkspace();
  });
  afterAll(() => workspace.close());

  const inventory = "/api/2.0/genie/spaces/";

  it("is read with its questions, measures and columns", async () => {
    const about = await workspace.genie("inventory").about();
    expect(about).toMatchObject({ title: "Inventory", description: expect.stringMatching(/stock/i) });
    expect(about.questions).toContain("What needs reordering?");
    expect(about.measures).toEqual(expect.arrayContaining(["reorder level", "on hand", "running low"]));
    expect(about.columns).toEqual(expect.arrayContaining(["inventory", "supplier", "vendor"]));
  });

  it("is title and description where the bot may not see more", async () => {
    workspace.traffic.faults.push({ service: "databricks", match: inventory, kind: "permission", times: 1 });
    const about = await workspace.genie("inventory").about();
    expect(about).toMatchObject({ title: "Inventory", questions: [], measures: [], columns: [] });
  });

  const sqlHere = (warehouseId = WAREHOUSE_ID) => createSql({ http: workspace.http(), warehouseId, ...workspace.time });

  it("is read with the values that its author lets people name", async () => {
    const { values } = await workspace.genie("inventory", { sql: sqlHere() }).about();
    expect(values).toEqual(expect.arrayContaining(["Laptop", "Furniture", "Holzwerk", "Leipzig"]));
    const [statement] = workspace.databricks.statements();
    expect(statement?.sql).toMatch(/SELECT DISTINCT `supplier` AS value FROM `retail`\.`inventory` LIMIT 201/);
  });

  it("has no values where the bot may not use the warehouse", async () => {
    const about = await workspace.genie("inventory", { sql: sqlHere("0000000000000000") }).about();
    expect(about).toMatchObject({ title: "Inventory", values: [] });
    expect(about.questions).not.toEqual([]);
  });

  it("has no values without a warehouse", async () => {
    expect((await workspace.genie("inventory").about()).values).toEqual([]);
  });
});
