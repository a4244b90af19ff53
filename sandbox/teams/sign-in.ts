import { randomBytes } from "node:crypto";
import type { Route, WireReply, WireRequest } from "../wire.ts";
import { invokeActivity } from "./activities.ts";
import { OAuthCard } from "./content.ts";
import type { Delivery } from "./delivery.ts";
import type { Login } from "./login/login.ts";
import { APP_ID, PEOPLE, type Person } from "./seed.ts";
import type { Message, Workspace } from "./workspace.ts";

/** The OAuth connection at the bot's registration. */
export const CONNECTION = "databricks-sso";

interface SignInOptions {
  workspace: Workspace;
  delivery: Delivery;
  login: Login;
  base(): string;
  serviceUrl(): string;
}

/** How clients behave. */
interface Rules {
  /** Clients of a person that are open. Each of them exchanges every card. 0: none is. */
  devices?: number | undefined;
  /** Whether people have agreed that the bot may use Azure Databricks. */
  consent?: boolean | undefined;
  /** Name of the account that clients are signed in with, if it is not the person's own. */
  account?: string | undefined;
  /** The code of the failure that clients report instead of an exchange. */
  fails?: string | undefined;
}

/** Single sign-on: the clients that exchange an OAuth card, and the token service of the Bot Framework. */
export const createSignIn = ({ workspace, delivery, login, base, serviceUrl }: SignInOptions) => {
  let rules: Rules = {};
  const held: Held = new Map();

  const send = async (person: Person, name: string, value: unknown): Promise<number> => {
    const conversation = workspace.conversations().find(({ user }) => user === person.id);
    if (!conversation) return 0;
    const origin = {
      person,
      conversation,
      root: null,
      serviceUrl: serviceUrl(),
      at: workspace.now(),
      locale: workspace.locales.of(person.id),
    };
    const outcome = await delivery.invoke(invokeActivity(origin, name, workspace.nextId(), "", value));
    return outcome.state === "answered" ? outcome.status : 0;
  };

  /** Every client of the person exchanges the card at the same time. */
  const exchange = async (person: Person, message: Message, id: string): Promise<void> => {
    const { devices = 2, fails } = rules;
    const account = PEOPLE.find(({ name }) => name === rules.account) ?? person;
    const answers = await Promise.all(
      Array.from({ length: devices }, () =>
        fails
          ? send(person, "signin/failure", { code: fails, message: "" })
          : send(person, "signin/tokenExchange", {
              ...{ id, connectionName: CONNECTION, token: login.people.issue(account) },
            }),
      ),
    );
    if (answers.includes(412)) message.needsButton = true;
    workspace.changed(message.conversation);
  };

  return {
    routes: tokenService({ login, base }, held),
    setRules: (more: Rules): void => {
      rules = { ...rules, ...more };
      if (more.consent !== undefined) login.people.setConsent(more.consent);
    },
    /** The bot has written something; clients exchange it if it asks for that, in a personal chat. */
    posted: (message: Message): void => {
      const content = message.attachments.find(({ contentType }) => contentType.endsWith("card.oauth"))?.content;
      const id = OAuthCard.safeParse(content).data?.tokenExchangeResource?.id;
      const user = workspace.conversation(message.conversation)?.user;
      const person = PEOPLE.find((one) => one.id === user);
      // Clients see it a moment after the bot knows that it was posted.
      if (id !== undefined && person) setTimeout(() => void exchange(person, message, id), 20).unref();
    },
    /** The window behind the button: somebody signs in there and agrees, and the client brings the code. */
    press: async (person: Person, message: Message, { as, code }: { as: Person; code?: string | undefined }) => {
      if (!message.needsButton) return 0;
      login.people.setConsent(true);
      const made = String(100_000 + (Number.parseInt(randomBytes(3).toString("hex"), 16) % 900_000));
      held.set(made, { user: person.id, token: login.people.issue(as) });
      return send(person, "signin/verifyState", { state: code ?? made });
    },
    /** A client sends what no client of Teams would. */
    forge: (person: Person, name: string, value: unknown): Promise<number> => send(person, name, value),
    reset: (): void => {
      rules = {};
      held.clear();
      login.people.reset();
    },
  };
};

/** Tokens that wait for the bot, by the code of the window in which somebody signed in. */
type Held = Map<string, { user: string; token: string }>;

/** The part of the Bot Framework that makes sign-in links and holds tokens. */
const tokenService = ({ login, base }: Pick<SignInOptions, "login" | "base">, held: Held): Route[] => {
  const admitted = (request: WireRequest, answer: () => WireReply): WireReply =>
    login.admits(request) ? answer() : { status: 401, body: { message: "Authorization has been denied." } };

  const resource = (request: WireRequest): WireReply =>
    admitted(request, () => {
      const state = stateIn(request.query.get("state"));
      if (state?.connectionName !== CONNECTION || state.msAppId !== APP_ID)
        return { status: 400, body: { error: { code: "BadArgument", message: "Connection not found" } } };
      const link = `${base()}/api/signin?state=${randomBytes(8).toString("hex")}`;
      const exchanged = { id: randomBytes(8).toString("hex"), uri: `api://botid-${APP_ID}`, providerId: "aadv2" };
      return { status: 200, body: { signInLink: link, tokenExchangeResource: exchanged } };
    });

  const token = (request: WireRequest): WireReply =>
    admitted(request, () => {
      const found = held.get(request.query.get("code") ?? "");
      held.delete(request.query.get("code") ?? "");
      const isRight = found?.user === request.query.get("userId") && request.query.get("connectionName") === CONNECTION;
      if (!found || !isRight) return { status: 404, body: { error: { code: "NotFound" } } };
      return { status: 200, body: { channelId: "msteams", connectionName: CONNECTION, token: found.token } };
    });

  return [
    { method: "GET", path: "/api/botsignin/GetSignInResource", handle: resource },
    { method: "GET", path: "/api/usertoken/GetToken", handle: token },
  ];
};

const stateIn = (text: string | null): { connectionName?: unknown; msAppId?: unknown } | undefined => {
  try {
    return JSON.parse(Buffer.from(text ?? "", "base64").toString());
  } catch {
    return undefined;
  }
};
