import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isAbort } from "../../src/errors.ts";
import type { Agent, Ask, AskRef, Check, Finding, Rating } from "../../src/ports/databricks/agent.ts";
import { bot } from "../../src/ports/databricks/identity.ts";
import { person, somebody } from "../support/callers.ts";

/** An agent and the service behind it, as the contract suite drives them. */
export interface AgentUnderTest {
  /** Opens the agent as a new process of the bot would; its id in our configuration is `sales`. */
  open(): Agent;
  /** A question that gives rows, and one that makes sense only after it. */
  questions: { first: string; followUp: string };
  /**
   * On whose behalf the service was called since the last look, each caller once: the user of an actor, or `bot`. Every
   * caller has credentials of their own, and only who asked a question may see it.
   */
  callers(): string[];
  /** The questions that the service has, oldest first. */
  asked(): { conversation: string; message: string }[];
  /** The rating that the service keeps of a question's answer. */
  rating(ref: AskRef): Rating | undefined;
  /** Now, epoch ms, by the clock of the agent. */
  now(): number;
  /** Lets everything that runs come to its end. */
  finish(): void;
  /** Lets the running questions get as far as running their query. */
  execute(): void;
  /** The next question reaches the service, but its answer does not come back. */
  loseAnswer(): void;
  /** The next question does not reach the service, which cannot be told from the above. */
  loseQuestion(): void;
  /** The service is out of order for the next call. */
  breakOnce(): void;
  /** The next question stays for ever in a status that nobody knows. */
  makeStrange(): void;
  /** The next follow-up finds its conversation deleted. */
  deleteConversation(): void;
  /** The next question ends in a failure. */
  failNext(): void;
  drop(): Promise<void>;
}

/** The laws of Agent. */
export const agentContract = (name: string, start: () => Promise<AgentUnderTest>): void => {
  describe(`agent: ${name}`, () => {
    let service: AgentUnderTest;
    let agent: Agent;
    let asks = 0;

    beforeEach(async () => {
      service = await start();
      agent = service.open();
    });
    afterEach(() => service.drop());

    const asking = (more: Partial<Ask> = {}): Ask => {
      asks += 1;
      return {
        key: `turn-${asks}:1:sales`,
        agent: "sales",
        question: service.questions.first,
        actor: somebody,
        earlier: [],
        ...more,
      };
    };
    const refs = () =>
      service.asked().map(({ conversation, message }): AskRef => ({ agent: "sales", conversation, message }));

    describe("start", () => {
      it("asks once and says where", async () => {
        const ref = await agent.start(asking());
        expect(refs()).toEqual([ref]);
      });

      it("asks in a conversation of its own, so that threads stay apart", async () => {
        const [one, other] = [await agent.start(asking()), await agent.start(asking())];
        expect(one.conversation).not.toBe(other.conversation);
      });

      it("asks a follow-up in the same conversation", async () => {
        const first = await agent.start(asking());
        service.finish();
        const second = await agent.start(
          asking({ question: service.questions.followUp, conversation: first.conversation }),
        );
        expect(second.conversation).toBe(first.conversation);
        expect(second.message).not.toBe(first.message);
      });

      it.each(["a new conversation", "a follow-up"])("asks once when the answer to %s is lost", async (kind) => {
        const conversation = kind === "a follow-up" ? (await agent.start(asking())).conversation : undefined;
        service.finish();
        service.loseAnswer();
        const ref = await agent.start(asking(conversation ? { conversation } : {}));
        expect(refs().at(-1)).toEqual(ref);
        expect(refs()).toHaveLength(conversation ? 2 : 1);
      });

      it("asks again when the question is not there", async () => {
        service.loseQuestion();
        const ref = await agent.start(asking());
        expect(refs()).toEqual([ref]);
      });

      it("finds, after a crash, what the process before it has asked", async () => {
        const ask = asking();
        const attemptedAt = service.now();
        const ref = await agent.start(ask);
        expect(await service.open().start({ ...ask, attemptedAt })).toEqual(ref);
        expect(refs()).toEqual([ref]);
      });

      it("finds a follow-up after a crash", async () => {
        const { conversation } = await agent.start(asking());
        service.finish();
        const ask = asking({ question: service.questions.followUp, conversation });
        const attemptedAt = service.now();
        const ref = await agent.start(ask);
        expect(await service.open().start({ ...ask, attemptedAt })).toEqual(ref);
        expect(refs()).toHaveLength(2);
      });

      it("asks, after a crash, what the process before it has not asked", async () => {
        const ref = await agent.start(asking({ attemptedAt: service.now() }));
        expect(refs()).toEqual([ref]);
      });

      it("does not take the same question of another thread for its own", async () => {
        const other = await agent.start(asking());
        const ref = await agent.start(asking({ attemptedAt: service.now() }));
        expect(ref.conversation).not.toBe(other.conversation);
      });

      it("does not take what another thread was asked by another replica", async () => {
        const other = await service.open().start(asking());
        const ref = await agent.start(asking({ attemptedAt: service.now() }));
        expect(ref.conversation).not.toBe(other.conversation);
      });

      it("replaces a conversation that was deleted, without a word", async () => {
        const first = await agent.start(asking());
        service.finish();
        service.deleteConversation();
        const earlier = [service.questions.first];
        const ask = asking({ question: service.questions.followUp, conversation: first.conversation, earlier });
        const ref = await agent.start(ask);
        expect(ref.conversation).not.toBe(first.conversation);
        service.finish();
        expect(await finding(agent, ref, ask)).toMatchObject({
          question: service.questions.followUp,
          clarifies: false,
        });
      });

      it("finds the question that replaced a deleted conversation, after a crash", async () => {
        const first = await agent.start(asking());
        service.finish();
        service.deleteConversation();
        const earlier = [service.questions.first];
        const ask = asking({ question: service.questions.followUp, conversation: first.conversation, earlier });
        const attemptedAt = service.now();
        const ref = await agent.start(ask);
        const count = refs().length;
        expect(await service.open().start({ ...ask, attemptedAt })).toEqual(ref);
        expect(refs()).toHaveLength(count);
      });

      it("ends at once when it is aborted", async () => {
        await expect(agent.start(asking(), AbortSignal.abort())).rejects.toSatisfy(isAbort);
        expect(refs()).toEqual([]);
      });
    });

    describe("check", () => {
      it("says running until the answer is there, then gives the finding", async () => {
        const ask = asking();
        const ref = await agent.start(ask);
        expect(await agent.check(ref, ask)).toMatchObject({ state: "running", stage: "sent" });
        service.execute();
        expect(await agent.check(ref, ask)).toMatchObject({ state: "running", stage: "querying" });
        service.finish();
        const found = await finding(agent, ref, ask);
        expect(found).toMatchObject({ agent: "sales", question: ask.question, clarifies: false });
        expect(found.text).not.toBe("");
        expect(found.table?.rows.length).toBe(found.table?.total);
        expect(found.table?.rows.length).toBeGreaterThan(0);
        expect(found.elapsedMs).toBeGreaterThan(0);
      });

      it("says the same however often it is asked, and by a new process too", async () => {
        const ask = asking();
        const ref = await agent.start(ask);
        service.finish();
        const first = await agent.check(ref, ask);
        expect(await agent.check(ref, ask)).toEqual(first);
        expect(await service.open().check(JSON.parse(JSON.stringify(ref)), ask)).toEqual(first);
        expect(refs()).toHaveLength(1);
      });

      it("takes an unknown status for running", async () => {
        const ask = asking();
        service.makeStrange();
        const ref = await agent.start(ask);
        service.finish();
        expect(await agent.check(ref, ask)).toMatchObject({ state: "running", stage: "working" });
      });

      it("takes a passing fault of the service for running", async () => {
        const ask = asking();
        const ref = await agent.start(ask);
        service.finish();
        service.breakOnce();
        expect(await agent.check(ref, ask)).toMatchObject({ state: "running", afterMs: expect.any(Number) });
        expect(await agent.check(ref, ask)).toMatchObject({ state: "done" });
      });

      it("says in a sentence what failed", async () => {
        const ask = asking();
        service.failNext();
        const ref = await agent.start(ask);
        service.finish();
        const check = await agent.check(ref, ask);
        expect(check).toMatchObject({ state: "failed", failure: { code: expect.stringMatching(/^\w+\.[\w-]+$/) } });
        expect(check.state === "failed" && check.failure.sentence).toMatch(/^[A-Z][^{}<>[\]]*\.$/);
      });

      it("ends at once when it is aborted", async () => {
        const ask = asking();
        const ref = await agent.start(ask);
        await expect(agent.check(ref, ask, AbortSignal.abort())).rejects.toSatisfy(isAbort);
      });
    });

    describe("cancel", () => {
      it("stops a query that runs; the ask then ends as failed", async () => {
        const ask = asking();
        const ref = await agent.start(ask);
        service.execute();
        expect(await agent.cancel(ref, person)).toEqual({ stopped: true });
        service.finish();
        expect(await agent.check(ref, ask)).toMatchObject({ state: "failed" });
      });

      it("does nothing the second time, and says so", async () => {
        const ref = await agent.start(asking());
        service.execute();
        await agent.cancel(ref, person);
        expect(await agent.cancel(ref, person)).toEqual({ stopped: false });
        expect(await service.open().cancel(ref, person)).toEqual({ stopped: false });
      });

      it("does nothing to what is over, has not begun or does not exist", async () => {
        const ask = asking();
        const ref = await agent.start(ask);
        expect(await agent.cancel(ref, person)).toEqual({ stopped: false });
        service.finish();
        expect(await agent.cancel(ref, person)).toEqual({ stopped: false });
        expect(await agent.check(ref, ask)).toMatchObject({ state: "done" });
        expect(await agent.cancel({ ...ref, message: ref.conversation }, person)).toEqual({ stopped: false });
      });
    });

    describe("rate", () => {
      const answered = async (): Promise<AskRef> => {
        const ref = await agent.start(asking());
        service.finish();
        return ref;
      };

      it("keeps one rating of an answer, the latest, with its comment", async () => {
        const ref = await answered();
        expect(service.rating(ref)).toBeUndefined();
        for (const rating of [
          { verdict: "positive" },
          { verdict: "negative", comment: "Wrong figures: the South is missing" },
          { verdict: "none" },
        ] as const) {
          await agent.rate(ref, rating, person);
          await service.open().rate(ref, rating, person);
          expect(service.rating(ref)).toEqual(rating);
        }
      });

      it("rates no other answer", async () => {
        const [one, other] = [await answered(), await answered()];
        await agent.rate(one, { verdict: "positive" }, person);
        expect(service.rating(other)).toBeUndefined();
      });

      it("comes through when the service was out of order for a moment", async () => {
        const ref = await answered();
        service.breakOnce();
        await agent.rate(ref, { verdict: "negative" }, person);
        expect(service.rating(ref)).toEqual({ verdict: "negative" });
      });

      it("says for good that what is not there, or not theirs, cannot be rated", async () => {
        const ref = await answered();
        const rating = { verdict: "positive" } as const;
        await expect(agent.rate({ ...ref, message: ref.conversation }, rating, person)).rejects.toMatchObject({
          retry: "never",
        });
        await expect(agent.rate(ref, rating, bot)).rejects.toMatchObject({ retry: "never" });
        expect(service.rating(ref)).toBeUndefined();
      });
    });

    it("calls on behalf of the ask's actor, and cancels on behalf of whom it is told", async () => {
      const callers = async (call: Promise<unknown>): Promise<string[]> => {
        await call;
        return service.callers();
      };
      service.callers();
      const ask = asking();
      const started = agent.start(ask);
      expect(await callers(started)).toEqual([somebody.user]);
      const ref = await started;
      expect(await callers(agent.start({ ...ask, attemptedAt: service.now() }))).toEqual([somebody.user]);
      expect(await callers(agent.start(asking({ conversation: ref.conversation })))).toEqual([somebody.user]);
      service.execute();
      expect(await callers(agent.check(ref, ask))).toEqual([somebody.user]);
      expect(await callers(agent.cancel(ref, bot))).toEqual(["bot"]);
      expect(await callers(agent.cancel(ref, person))).toEqual([somebody.user]);
      service.finish();
      expect(await callers(agent.check(ref, ask))).toEqual([somebody.user]);
      expect(await callers(agent.allRows(ref, ask, 0))).toEqual([somebody.user]);
    });
  });
};

const finding = async (agent: Agent, ref: AskRef, ask: Ask): Promise<Finding> => {
  const check: Check = await agent.check(ref, ask);
  if (check.state === "done") return check.finding;
  throw new Error(`Expected a finding, got ${JSON.stringify(check)}.`);
};
