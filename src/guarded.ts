import type { Breaker } from "./breaker.ts";
import type { ChannelAdapter } from "./ports/channel.ts";
import type { Model } from "./ports/model.ts";

/* Ports behind a circuit breaker. */

export const guardedModel = (model: Model, { run }: Breaker): Model => ({
  name: model.name,
  object: (...asked) => run(() => model.object(...asked)),
  text: (...asked) => run(() => model.text(...asked)),
});

/** Only what goes out is guarded: what comes in is no call of ours. */
export const guardedChannel = (channel: ChannelAdapter, { run }: Breaker): ChannelAdapter => ({
  ...channel,
  post: (...said) => run(() => channel.post(...said)),
  edit: (...said) => run(() => channel.edit(...said)),
  form: (...said) => run(() => channel.form(...said)),
  attach: (...said) => run(() => channel.attach(...said)),
});
