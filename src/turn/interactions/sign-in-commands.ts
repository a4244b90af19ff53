import { asProblem } from "../../errors.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { refused } from "../../reply/notices/failure-notices.ts";
import { readerIn } from "../../reply/reader.ts";
import { loginOffer, notSignedIn, signedOut, whoYouAre } from "../../reply/sign-in-notices.ts";
import type { TurnDeps } from "../turn-deps.ts";

export type SignInVerb = "login" | "logout" | "whoami";

/** Signs somebody in or out, or tells who they are in Databricks. What is returned is for them alone. */
export const signInCommand = async (
  { config, signIns, audit }: Pick<TurnDeps, "audit" | "config" | "signIns">,
  verb: SignInVerb,
  { id, actor, place }: Inbound,
): Promise<Notice> => {
  const { locale } = actor;
  switch (verb) {
    case "login":
      try {
        return loginOffer(await signIns.offer(actor, place), locale);
      } catch (thrown) {
        const { code, failure } = asProblem(thrown);
        if (!code.startsWith("login.")) throw thrown;
        return refused(failure, locale);
      }
    case "logout": {
      const user = await signIns.forget(actor);
      if (!user) return notSignedIn(locale);
      await audit.note({
        id,
        actor,
        place,
        action: "logout",
        outcome: "signed out",
        parameters: { user: user.userName },
      });
      return signedOut(user.userName, locale);
    }
    case "whoami": {
      const known = await signIns.who(actor);
      return known ? whoYouAre(known.user.userName, known.since, readerIn(config, place, actor)) : notSignedIn(locale);
    }
  }
};
