/** A killed process does nothing more: what it has called never comes back. */
export const mortal = (moments: number) => {
  let passed = 0;
  let alive = true;
  const death = Promise.withResolvers<true>();
  const kill = () => {
    alive = false;
    death.resolve(true);
  };
  const moment = async (): Promise<void> => {
    if (passed >= moments) kill();
    if (!alive) await new Promise<never>(() => {});
    passed += 1;
  };
  const guard = <T extends object>(target: T, names: readonly (keyof T)[]): T =>
    new Proxy(target, {
      get: (object, name) => {
        const value: unknown = Reflect.get(object, name);
        if (typeof value !== "function") return value;
        if (!names.includes(name as keyof T)) return value.bind(object);
        return async (...args: unknown[]) => {
          await moment();
          const result: unknown = await value.apply(object, args);
          await moment();
          return result;
        };
      },
    });
  return { guard, kill, died: death.promise, isDead: () => !alive, passed: () => passed };
};
