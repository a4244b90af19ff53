import { spawn } from "node:child_process";
import { once } from "node:events";
import { endWithUs } from "../../../sandbox/children.ts";

const inherited = { PATH: process.env["PATH"], HOME: process.env["HOME"] };

/** Runs a program of ours to its end, with this environment and no other. */
export const runProgram = async (file: string, env: Record<string, string>, ...args: string[]) => {
  const child = endWithUs(spawn(process.execPath, ["--", file, ...args], { env: { ...inherited, ...env } }));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "exit");
  return { code, output };
};
