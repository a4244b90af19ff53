import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { SERVING_ENDPOINT } from "../../../sandbox/databricks/serving.ts";
import { silent } from "../../../src/logging/log.ts";
import { loadConfig } from "../../../src/open/load-config.ts";
import { openDatabricks } from "../../../src/open/open-databricks.ts";
import { openModel } from "../../../src/open/open-model.ts";
import { openWorkspace } from "./workspace.ts";

it("a model of the workspace answers, also when DATABRICKS_HOST was copied from a browser", async () => {
  const workspace = await openWorkspace();
  for (const tail of ["", "/?o=123", "/ml/endpoints?o=123"]) {
    const env = {
      API_KEYS: "test:0123456789abcdef",
      DATABRICKS_HOST: `${workspace.url}${tail}`,
      DATABRICKS_TOKEN: TOKENS.pat,
      DATABRICKS_MODEL_ENDPOINT: SERVING_ENDPOINT,
      SALES_SPACE_ID: "01f0aa",
    };
    const config = loadConfig(env, () => undefined);
    const model = await openModel(config.model, await openDatabricks(config, silent));
    expect(await model?.text([{ role: "user", content: "Say OK." }], () => undefined)).not.toBe("");
  }
  expect(workspace.lines()).toEqual(Array(3).fill("POST /serving-endpoints/chat/completions"));
  await workspace.close();
});
