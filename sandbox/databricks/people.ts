import { randomBytes } from "node:crypto";

/** Who calls: a service principal or a person of the workspace. */
export interface Caller {
  id: number;
  user: string;
  name: string;
  kind: "service_principal" | "user";
  /** API scopes of the token; `all-apis` includes every other one. */
  scopes: string[];
  /** Row filter of the retail tables for this caller; absent: sees everything. */
  region?: string;
}

const person = (id: number, name: string, region?: string): Caller => ({
  id,
  user: `${name}@example.com`,
  name,
  kind: "user",
  scopes: ["all-apis"],
  ...(region && { region }),
});

/** People of the workspace: a manager of the North, one of the South, and somebody who sees everything. */
const PEOPLE: readonly Caller[] = [
  person(7_405_610_928_471_001, "asker", "North"),
  person(7_405_610_928_471_002, "colleague", "South"),
  person(7_405_610_928_471_003, "admin"),
];

/** Who has an account in the workspace. */
export const createPeople = () => {
  let people: readonly Caller[] = PEOPLE;
  return {
    all: (): readonly Caller[] => people,
    find: (user: unknown): Caller | undefined => people.find((one) => one.user === user),
    /** People join, and see one region. */
    join: (names: readonly string[], region: string): void => {
      const first = 7_405_610_928_472_001 + people.length;
      people = [...people, ...names.map((name, index) => person(first + index, name, region))];
    },
    reset: (): void => {
      people = PEOPLE;
    },
  };
};

/** Tokens that come of one sign-in; a refresh token that is used twice ends them all. */
interface Family {
  person: Caller;
  scope: string;
  access: Map<string, number>;
  refresh: string;
  used: Set<string>;
  ended: boolean;
  refreshes: number;
}

/** What people did at the sign-in, for tests. */
export interface SignIns {
  signIns: { user: string; refreshes: number; ended: boolean }[];
  reused: number;
}

export interface PeopleChange {
  /** Ends every access token; refresh tokens live on. */
  expire?: boolean | undefined;
  /** Ends everything that this person was given. */
  revoke?: string | undefined;
  /** The account is switched off. */
  deactivate?: string | undefined;
  lifetime_seconds?: number | undefined;
  /** A refresh token may be used once only. Default true. */
  single_use?: boolean | undefined;
}

const newFamily = (person: Caller, scope: string): Family => ({
  ...{ person, scope, access: new Map(), used: new Set(), refresh: "", ended: false, refreshes: 0 },
});

/** The tokens of people, and what can happen to them. */
export const createFamilies = (now: () => number) => {
  let families: Family[] = [];
  let inactive = new Set<string>();
  let lifetime = 3_600;
  let singleUse = true;
  let reused = 0;

  const give = (family: Family) => {
    const access = `${part({ alg: "RS256", typ: "at+jwt" })}.${part({ sub: family.person.user })}.${randomToken()}`;
    family.access.set(access, now() + lifetime * 1_000);
    if (singleUse) {
      family.used.add(family.refresh);
      family.refresh = `doau${randomToken()}`;
    }
    return { access_token: access, refresh_token: family.refresh, token_type: "Bearer", expires_in: lifetime };
  };

  return {
    open: (person: Caller, scope: string) => {
      const family = newFamily(person, scope);
      families.push(family);
      family.refresh = `doau${randomToken()}`;
      return give(family);
    },
    isInactive: (user: string): boolean => inactive.has(user),
    /** An access token alone, which lasts as long as what it was made of. */
    exchange: (person: Caller, scope: string, lastsMs: number) => {
      const family = newFamily(person, scope);
      families.push(family);
      const { access_token } = give(family);
      family.access.set(access_token, now() + lastsMs);
      family.refresh = "";
      family.used.clear();
      return { access_token, token_type: "Bearer", expires_in: Math.floor(lastsMs / 1_000), scope };
    },
    /** Undefined: the token is not good, or no longer. One that was used before ends its whole family. */
    refresh: (token: string) => {
      const twice = families.find(({ used }) => used.has(token));
      if (twice) {
        twice.ended = true;
        reused += 1;
      }
      const family = families.find(({ refresh, ended }) => refresh === token && !ended);
      if (!family || inactive.has(family.person.user)) return undefined;
      family.refreshes += 1;
      return give(family);
    },
    revoke: (token: string): void => {
      for (const family of families) if (family.refresh === token || family.access.has(token)) family.ended = true;
    },
    /** Whose token it is; `dead`: it was one. */
    caller: (token: string): Caller | "dead" | undefined => {
      const family = families.find(({ access }) => access.has(token));
      if (!family) return undefined;
      const lives = !family.ended && !inactive.has(family.person.user) && (family.access.get(token) ?? 0) > now();
      return lives ? { ...family.person, scopes: scopesOf(family.scope) } : "dead";
    },
    change: ({ expire, revoke: whose, deactivate, lifetime_seconds, single_use }: PeopleChange): void => {
      if (expire) for (const { access } of families) for (const token of access.keys()) access.set(token, 0);
      for (const family of families) if (family.person.user === whose) family.ended = true;
      if (deactivate) inactive.add(deactivate);
      lifetime = lifetime_seconds ?? lifetime;
      singleUse = single_use ?? singleUse;
    },
    seen: (): SignIns => ({
      signIns: families.map(({ person: { user }, refreshes, ended }) => ({ user, refreshes, ended })),
      reused,
    }),
    reset: (): void => {
      families = [];
      inactive = new Set();
      [lifetime, singleUse, reused] = [3_600, true, 0];
    },
  };
};

/** The scopes of the API; the others are those of the sign-in itself. */
const scopesOf = (scope: string): string[] =>
  scope.split(" ").filter((one) => !["offline_access", "openid", "email", "profile"].includes(one));

export const randomToken = (): string => randomBytes(32).toString("base64url");

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
