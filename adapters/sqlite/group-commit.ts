import type { Problem } from "../../src/errors.ts";

export interface GroupCommit {
  /** Reads at once, and tells the result when nothing of what it may have seen can be lost any more. */
  read<T>(work: () => T): Promise<T>;
  /** Does the work now and resolves when it is committed. Work that throws must have left nothing behind. */
  change<T>(work: () => T): Promise<T>;
  /** The same, committed when it returns. Throws what the work throws. */
  changeNow<T>(work: () => T): T;
  /** Commits what is open. */
  flush(): void;
}

interface Transactions {
  begin(): void;
  commit(): void;
  rollback(): void;
  /** False after a failure by which the database itself has rolled back. */
  isOpen(): boolean;
  problemOf(thrown: unknown): Problem;
}

interface Member {
  committed(): void;
  failed(problem: Problem): void;
}

/**
 * One transaction for all changes of one turn of the event loop: under load many steps write in it, and a commit costs
 * more than what it commits. Nobody is told of a change before it is committed; if that fails, everybody whose change was
 * in it is told so.
 */
export const createGroupCommit = ({ begin, commit, rollback, isOpen, problemOf }: Transactions): GroupCommit => {
  let members: Member[] | undefined;
  let soon: NodeJS.Immediate | undefined;

  /** Those of the transaction that is open; none is from now on. */
  const end = (): Member[] => {
    const group = members ?? [];
    members = undefined;
    clearImmediate(soon);
    return group;
  };

  const fail = (group: readonly Member[], thrown: unknown): void => {
    const problem = problemOf(thrown);
    for (const { failed } of group) failed(problem);
    rollback();
  };

  /** Throws when nothing was committed. */
  const commitAll = (): void => {
    if (!members) return;
    const group = end();
    try {
      commit();
    } catch (thrown) {
      fail(group, thrown);
      throw thrown;
    }
    for (const { committed } of group) committed();
  };

  const flush = (): void => {
    try {
      commitAll();
    } catch {
      // Its members know.
    }
  };

  const open = (): void => {
    if (members && !isOpen()) fail(end(), new Error("the transaction is gone"));
    if (members) return;
    begin();
    members = [];
    soon = setImmediate(flush);
  };

  /** What the work returns. Some failures end the transaction, and the others' changes are lost as well. */
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      if (members && (members.length === 0 || !isOpen())) fail(end(), thrown);
      throw thrown;
    }
  };

  /** The result, as soon as the transaction that is open has been committed. */
  const afterCommit = <T>(result: T): Promise<T> | T => {
    const group = members;
    if (!group) return result;
    return new Promise((resolve, reject) => {
      group.push({ committed: () => resolve(result), failed: reject });
    });
  };

  const asProblem = async <T>(work: () => T): Promise<T> => {
    try {
      return await afterCommit(attempt(work));
    } catch (thrown) {
      throw problemOf(thrown);
    }
  };

  const changing = <T>(work: () => T): T => {
    open();
    return work();
  };

  return {
    read: asProblem,
    change: (work) => asProblem(() => changing(work)),
    changeNow: (work) => {
      const result = attempt(() => changing(work));
      commitAll();
      return result;
    },
    flush,
  };
};
