import { spawn } from "node:child_process";
import { once } from "node:events";
import { endWithUs } from "../../../sandbox/children.ts";

const checkNode = new URL("../../../check-node.js", import.meta.url).href;

/** What Node is given for a program of ours, as npm gives it: what was compiled once is kept. */
export const npmArguments = (file: string, ...args: string[]): string[] => ["--import", checkNode, "--", file, ...args];

const inherited = { PATH: process.env["PATH"], HOME: process.env["HOME"] };

/** Runs a program of ours to its end, with this environment and no other. */
export const runProgram = async (file: string, env: Record<string, string>, ...args: string[]) => {
  const child = endWithUs(spawn(process.execPath, npmArguments(file, ...args), { env: { ...inherited, ...env } }));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "exit");
  return { code, output };
};
