import module from "node:module";

// Vitest numbers the URL of a test file anew in every run, so that Node would not find it among what it has compiled.
module.registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    return { ...found, url: found.url.replace(/\?vitest=\d+$/, "") };
  },
});

// Node keeps what it has compiled when a process ends by itself, but Vitest kills the process of a test file.
afterAll(() => module.flushCompileCache());
