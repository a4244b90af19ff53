import { Problem } from "../../src/errors.ts";
import type { MlflowSettings } from "./settings.ts";

/* What every request to a server of traces has in common. */

/** How long one request may take, ms. */
export const requestMs = 10_000;

/** What MLflow's server wants to see. */
export const authorization = (login: NonNullable<MlflowSettings["login"]>): string =>
  login.kind === "token"
    ? `Bearer ${login.token}`
    : `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;

export const withoutSlash = (address: string): string =>
  address.endsWith("/") ? withoutSlash(address.slice(0, -1)) : address;

/** Whether sending it again may help is told by the status. */
export const refusal = (service: string, status: number, body: string): Problem =>
  Problem.of(
    "traces.refused",
    { service, status },
    {
      retry: status === 408 || status === 429 || status >= 500 ? "later" : "never",
      detail: `status ${status}: ${body.slice(0, 300)}`,
    },
  );
