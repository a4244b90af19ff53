import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { doctor } from "../../../src/cli/doctor.ts";
import { loadConfig } from "../../../src/open/load-config.ts";
import { openWorkspace } from "./workspace.ts";

it.each([TOKENS.revoked, TOKENS.expiring, TOKENS.expired])(
  "npm run doctor says of the token %s that it is dead, and of no permission",
  async (token) => {
    const workspace = await openWorkspace();
    const folder = mkdtempSync(join(tmpdir(), "doctor-"));
    const env = {
      API_KEYS: "test:0123456789abcdef",
      DATA_DIR: folder,
      DATABRICKS_HOST: workspace.url,
      DATABRICKS_TOKEN: token,
      SALES_SPACE_ID: workspace.databricks.spaces[0]?.id ?? "",
    };
    const lines: string[] = [];
    await doctor(
      loadConfig(env, () => undefined),
      (line) => lines.push(line),
    );
    const report = lines.join("\n");
    expect(report).toContain("wrong, expired, revoked");
    expect(report).not.toMatch(/Can (View|Run)|not shared/);
    await workspace.close();
    rmSync(folder, { recursive: true });
  },
);
