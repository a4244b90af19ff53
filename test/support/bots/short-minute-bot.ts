import { createLog } from "../../../src/logging/log.ts";
import { start } from "../../../src/main.ts";
import { loadConfig } from "../../../src/open/load-config.ts";

/* The bot as `npm start` runs it, but its limits count in minutes of MINUTE_MS, so that tests can wait for one to pass. */

const config = loadConfig();
const minuteMs = Number(process.env["MINUTE_MS"]);
const running = await start({ ...config, minuteMs }, createLog(config.logLevel));
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
