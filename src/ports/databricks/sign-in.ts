import { z } from "zod";

/** Somebody as Databricks knows them. */
export const DatabricksUser = z.object({
  id: z.string().min(1),
  userName: z.string(),
  name: z.string(),
});
export type DatabricksUser = z.infer<typeof DatabricksUser>;

/** What a sign-in gives. */
export interface PersonTokens {
  access: string;
  /** Absent: there are no new tokens without a new sign-in. */
  refresh?: string | undefined;
  /** How long the access token lasts, ms. */
  lastsMs: number;
}

/** Somebody who has just signed in. */
export interface Arrived extends DatabricksUser {
  /** False: the account is switched off. */
  active: boolean;
  /** Every address that Databricks knows of them, the user name included where it is one. */
  emails: string[];
}

/** The sign-in of people at Databricks: OAuth with PKCE. Nothing of a token ever stands in a Problem. */
export interface SignInService {
  /** Where a browser goes. The service sends it back to `redirect` with a code and the state. */
  address(ask: { state: string; challenge: string; redirect: string }): string;
  /** The tokens for a code, once. Problem `login.refused` when the code is not good. */
  exchange(code: { code: string; verifier: string; redirect: string }): Promise<PersonTokens>;
  /**
   * New tokens for a refresh token, which may work once only: the answer must be stored before it is used. Not repeated
   * by itself. Problem `login.ended`: it is dead for good. Problem `login.app`: the bot's own app is refused, which
   * says nothing about the person.
   */
  refresh(refresh: string): Promise<PersonTokens>;
  /** Whose access token it is. */
  whoIs(access: string): Promise<Arrived>;
  /** Ends a token and all that came of it, where the service can. Never rejects. */
  revoke(token: string): Promise<void>;
}

/** Exchanges what somebody else vouches for about a person. Nothing of a token ever stands in a Problem. */
export interface AssertionService {
  /** Problem `login.federation`: Databricks does not believe it, or does not know the person. */
  exchange(assertion: string): Promise<PersonTokens>;
}
