import { PEOPLE, type Person, TEAM } from "./seed.ts";

/** Who belongs to the workspace. */
export const createMembers = () => {
  let people: readonly Person[] = PEOPLE;
  return {
    all: (): readonly Person[] => people,
    /** Returns who has joined. */
    join: (names: readonly string[]): Person[] => {
      const joining = names.map(newMember);
      people = [...people, ...joining];
      return joining;
    },
    reset: (): void => {
      people = PEOPLE;
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
