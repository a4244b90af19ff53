import type { Asked } from "../chaos/people.ts";
import { pick, type Random } from "../chaos/random.ts";
import type { Stage } from "../support/stage.ts";

const actions = ["cancel", "cancel-run", "job-start", "job-decline", "job-again", "show-answer", "no-such-action"];
const values = [undefined, undefined, "", "1", "slack:forged", "9".repeat(3_000), "\u0000"];

/** Presses a button of the last reply, or one that is not there, as a forged request would. */
export const clickAround = async (stage: Stage, { driver, planned, root }: Asked, random: Random): Promise<void> => {
  const last = driver.replies(planned.channel, root).at(-1);
  if (!last) return;
  const [action, value] = [pick(random, actions), pick(random, values)];
  const click =
    planned.platform === "slack"
      ? stage.click(planned.user, planned.channel, last.id, action, value)
      : stage.post("/control/teams/action", {
          ...{ user: planned.user, conversation: planned.channel, activity: last.id, action },
          ...(value !== undefined && { data: { value } }),
        });
  // The card may have no such button.
  await click.catch(() => undefined);
};
