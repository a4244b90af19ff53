import type { NotifierModule } from "../src/ports/notifier-module.ts";
import { incidentModule } from "./incident/module.ts";
import { mailModule } from "./mail/module.ts";

/** Every way there is to tell people who are not in the chat. All that are configured are used. */
export const notifierModules: readonly NotifierModule[] = [mailModule, incidentModule];
