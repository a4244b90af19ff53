import { App, type Receiver, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import { clientOptions, sdkLog, type WebDeps } from "../sdk.ts";

export interface Socket {
  open(): Promise<void>;
  close(): Promise<void>;
}

export interface SocketDeps extends WebDeps {
  appToken: string;
  /** Stores what a body says. Rejects when it could not be stored. */
  take(body: unknown): Promise<void>;
}

/** Socket Mode. Slack hears that a body arrived once it is stored; what is not acknowledged is delivered again. */
export const createSocket = (deps: SocketDeps): Socket => {
  const receiver = new SocketModeReceiver({
    appToken: deps.appToken,
    logger: sdkLog(deps.log),
    installerOptions: { clientOptions: { ...clientOptions(deps), timeout: 10_000 } },
    processEventErrorHandler: async ({ error }) => {
      deps.log.error(
        { event: "slack.not-stored", err: error },
        "an act from Slack could not be stored; Slack will deliver it again",
      );
      return false;
    },
  });
  const app = storingApp(deps, receiver);
  return { open: async () => void (await app.start()), close: async () => void (await app.stop()) };
};

/** Bolt would acknowledge an event before its listeners run. */
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
