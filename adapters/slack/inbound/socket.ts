import { App, type Receiver, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import { z } from "zod";
import { isClosing } from "../../../src/errors.ts";
import { clientOptions, sdkLog, type WebDeps } from "../sdk.ts";

export interface Socket {
  open(): Promise<void>;
  close(): Promise<void>;
}

interface SocketDeps extends WebDeps {
  appToken: string;
  /** Stores the act in a body. Rejects if it could not be stored. */
  take(body: unknown): Promise<void>;
}

/** Socket Mode. A body is acknowledged after it is stored; Slack delivers again what is not acknowledged. */
export const createSocket = (deps: SocketDeps): Socket => {
  const receiver = new SocketModeReceiver({
    appToken: deps.appToken,
    logger: sdkLog(deps.log),
    installerOptions: { clientOptions: { ...clientOptions(deps), timeout: 10_000 } },
    processEventErrorHandler: async ({ error }) => {
      deps.log[isClosing(error) ? "info" : "error"](
        { event: "slack.not-stored", err: error },
        "an act from Slack could not be stored; Slack will deliver it again",
      );
      return false;
    },
  });
  readEverything(receiver.client);
  const app = storingApp(deps, receiver);
  return { open: async () => void (await app.start()), close: async () => void (await app.stop()) };
};

const Envelope = z.looseObject({
  type: z.literal("events_api"),
  payload: z.looseObject({ event: z.undefined().optional() }),
});

/**
 * Slack's client fails at an envelope of events that brings something else, as the news that events are held back, and
 * does not acknowledge it. By another name it goes the way of everything else.
 */
const readEverything = (client: SocketModeReceiver["client"]): void => {
  const readers = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: unknown) => {
    const envelope = Envelope.safeParse(parsed(data)).data;
    const readable = envelope ? JSON.stringify({ ...envelope, type: "news" }) : data;
    for (const read of readers) read(readable, isBinary);
  });
};

const parsed = (data: unknown): unknown => {
  if (typeof data !== "string") return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
};

/** Bolt itself acknowledges an event before its listeners run, so its listeners are not used. */
const storingApp = ({ take, log }: SocketDeps, receiver: Receiver): App =>
  new (class extends App {
    override async processEvent({ body, ack }: ReceiverEvent): Promise<void> {
      await take(body);
      await ack();
    }
  })({
    receiver,
    authorize: () => Promise.resolve({}),
    convoStore: false,
    tokenVerificationEnabled: false,
    logger: sdkLog(log),
  });
