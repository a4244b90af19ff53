import module from "node:module";

// Vitest numbers the URL of a test file anew in every run, so that Node would not find it among what it has compiled.
const hooks = module.registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    if (!specifier.includes(".test.ts?vitest=")) return found;
    // This file is read once for each test file; one hook for each of them would slow down all imports.
    hooks.deregister();
    return { ...found, url: found.url.replace(/\?vitest=\d+$/, "") };
  },
});

// Node keeps what it has compiled when a process ends by itself, but Vitest kills the process of its test files.
afterAll(() => module.flushCompileCache());
