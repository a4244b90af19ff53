import { PEOPLE, type Person, TEAM } from "./seed.ts";

/** Where the workspace belongs, and who and what belongs to it. */
export const createStanding = () => {
  let grid = false;
  let installed = true;
  let people: readonly Person[] = PEOPLE;
  const deactivated = new Set<string>();
  return {
    /** Returns who has joined. */
    join: (names: readonly string[]): Person[] => {
      const joining = names.map(newMember);
      people = [...people, ...joining];
      return joining;
    },
    known: {
      people: (): readonly Person[] => people,
      /** Whether the workspace is part of an Enterprise Grid. */
      isGrid: (): boolean => grid,
      setGrid: (on: boolean): void => {
        grid = on;
      },
      /** Whether somebody's account is switched off. */
      isDeactivated: (user: string): boolean => deactivated.has(user),
      setDeactivated: (user: string, off: boolean): void => {
        if (off) deactivated.add(user);
        else deactivated.delete(user);
      },
      /** Whether the workspace has the app. Without it the app's token is worth nothing. */
      isInstalled: (): boolean => installed,
      setInstalled: (on: boolean): void => {
        installed = on;
      },
    },
    reset: (): void => {
      [grid, installed, people] = [false, true, PEOPLE];
      deactivated.clear();
    },
  };
};

const newMember = (name: string): Person => ({
  id: `U0${name.toUpperCase()}`,
  name,
  email: `${name}@example.com`,
  role: "member",
  team: TEAM.id,
});
