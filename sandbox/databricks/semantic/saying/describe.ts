import type { AbsentPlan, FiguresPlan, ListPlan, Plan } from "../plan.ts";
import type { StreakPlan } from "../streaks.ts";
import { boundsText, conditions, keyLabels, limitsText, periodText } from "./scope.ts";
import type { Voice } from "./words.ts";

/* What a plan is about, in words. */

/** What the plan computes, in one sentence: Genie's own understanding of the question. */
export const describe = (voice: Voice, plan: Plan): string => {
  const limits = plan.kind === "figures" || plan.kind === "streaks" ? limitsText(voice, plan) : [];
  const parts = [
    aboutOf(voice, plan),
    ...conditions(voice, plan, true),
    ...limits.map(voice.abouts.where),
    when(voice, plan),
  ];
  return `${voice.answers.capital(parts.filter(Boolean).join(", "))}.`;
};

const aboutOf = (voice: Voice, plan: Plan): string => {
  switch (plan.kind) {
    case "list":
      return listAbout(voice, plan);
    case "absent":
      return absentAbout(voice, plan);
    case "streaks":
      return streakAbout(voice, plan);
    case "figures":
      return figuresAbout(voice, plan);
  }
};

const streakAbout = (voice: Voice, { groups, bounds, endsOn }: StreakPlan): string =>
  voice.abouts.streaks(
    groups.map((group) => voice.names.one(group)),
    bounds ? boundsText(voice, bounds, "count") : "",
    endsOn ? voice.times.day(endsOn) : "",
  );

const absentAbout = ({ abouts, language, names }: Voice, { dimension, subject, counts }: AbsentPlan): string =>
  abouts.absent(names.many(dimension), names.rows(subject.record, [], language === "de" ? 2 : 1), counts);

const listAbout = ({ abouts, names, plain }: Voice, { subject, by, latest, limit }: ListPlan): string => {
  const rows = names.rows(subject.record, [], limit ?? 2);
  if (latest && limit === 1) return abouts.ends(rows, latest === "desc");
  return abouts.lists(limit === undefined ? undefined : plain.number(limit), rows, by && names.figure(by.label));
};

const figuresAbout = (voice: Voice, plan: FiguresPlan): string => {
  const { abouts, names, times } = voice;
  return [
    abouts.figures(
      plan.figures.map(({ label }) => names.figure(label)),
      plan.share !== undefined,
      keyLabels(voice, plan),
    ),
    ...(plan.compared ? [abouts.comparedWith(times.period(plan.compared))] : []),
    ...(plan.limit ? [abouts.first(plan.limit)] : []),
    ...(plan.placed ? [abouts.firstOfEach(plan.placed.first)] : plan.nth ? [abouts.place(plan.nth)] : []),
    ...(plan.running ? [abouts.addedUp] : []),
    ...(plan.order ? [abouts.ordered(plan.order === "desc")] : []),
  ].join(", ");
};

const when = (voice: Voice, plan: Plan): string => {
  if (!plan.period) return plan.subject.day ? voice.abouts.overAll : voice.abouts.now;
  const period = periodText(voice, plan);
  return plan.usual ? voice.abouts.usual(period) : period;
};
