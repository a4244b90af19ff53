import type { Server } from "node:http";
import { Problem } from "../errors.ts";

export interface Address {
  port: number;
  /** Undefined: every address of this machine. */
  host: string | undefined;
  /** The setting that names the port. */
  setting: "PORT" | "METRICS_PORT";
}

/**
 * Listens, and returns the port. Problem `http.port-in-use`, `http.port-not-allowed` or `http.host` says which setting to
 * change.
 */
export const listen = async (server: Server, { port, host, setting }: Address): Promise<number> => {
  try {
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  } catch (thrown) {
    throw listenProblem({ port, host, setting }, thrown);
  }
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
};

const listenProblem = ({ port, host = "", setting }: Address, cause: unknown): Problem => {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EADDRINUSE") return Problem.of("http.port-in-use", { port, setting }, { cause });
  if (code === "EACCES") return Problem.of("http.port-not-allowed", { port, setting }, { cause });
  return Problem.of("http.host", { host, port }, { cause, detail: cause instanceof Error ? cause.message : "" });
};
