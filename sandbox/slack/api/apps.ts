import { z } from "zod";
import { type Method, method } from "./method.ts";

/** Slack allows few of these a minute; a bot that restarts often in a test should not have to wait. */
export const apps: Method[] = [
  method("apps.connections.open", "special", z.object({}), (_, slack) => ({ url: slack.socketUrl() }), "app"),
];
