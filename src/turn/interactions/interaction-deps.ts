import type { Inbound } from "../../ports/chat/inbound.ts";
import type { TurnDeps } from "../turn-deps.ts";

/** What interactions work with. */
export type InteractionDeps = Pick<
  TurnDeps,
  | "access"
  | "admin"
  | "agents"
  | "alerts"
  | "audit"
  | "config"
  | "delivery"
  | "feedback"
  | "charts"
  | "fileLinks"
  | "howToAsk"
  | "jobs"
  | "log"
  | "memory"
  | "now"
  | "queue"
  | "results"
  | "signIns"
  | "triage"
  | "turns"
  | "zoneOf"
  | "localeOf"
>;

export type Message = Extract<Inbound, { kind: "message" }>;
export type Click = Extract<Inbound, { kind: "click" }>;
export type FormSent = Extract<Inbound, { kind: "form" }>;

/** When an act reached us (epoch ms), and until when its step may go on. */
export interface Moment {
  at: number;
  signal: AbortSignal;
}
