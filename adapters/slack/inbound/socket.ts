import { App, type Receiver, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
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
