import { z } from "zod";
import { type Method, method } from "./method.ts";

/** Slack allows few of these per minute. Here a bot that restarts often in a test does not have to wait. */
export const apps: Method[] = [
  method("apps.connections.open", "special", z.object({}), (_, slack) => ({ url: slack.socketUrl() }), "app"),
];
