import module from "node:module";

/*
 * Plain JavaScript, as check-node.js is. For each file that is imported Node reads the whole package.json above it anew,
 * and @langchain/core has 28 KB of one over 240 files: a third of what a start costs. How a file is to be read depends
 * on its folder and its extension alone, so the first file of a folder tells it for the others. Where a package is
 * depends on the folder that it is imported from, so the first import there tells it for the others, too.
 */

/** By folder and extension. */
const formats = new Map();
/** By folder and name of a package, with what follows it. */
const packages = new Map();

module.registerHooks?.({
  resolve: (specifier, context, next) => {
    if (isFileBeside(specifier, context)) return fileBeside(specifier, context, next);
    return isOfPackage(specifier, context) ? ofPackage(specifier, context, next) : next(specifier, context);
  },
});

const fileBeside = (specifier, context, next) => {
  const url = new URL(specifier, context.parentURL).href;
  const kind = folderOf(url) + url.slice(url.lastIndexOf("."));
  const format = formats.get(kind);
  if (format) return { url, format, shortCircuit: true };
  const found = next(specifier, context);
  // Behind a link there is another folder; a format that depends on what the file holds is not told here.
  if (found.url === url && found.format) formats.set(kind, found.format);
  return found;
};

const ofPackage = (specifier, context, next) => {
  const name = `${folderOf(context.parentURL)} ${specifier}`;
  const known = packages.get(name);
  if (known) return { ...known, shortCircuit: true };
  const found = next(specifier, context);
  if (found.url.startsWith("file:") && found.format) packages.set(name, { url: found.url, format: found.format });
  return found;
};

const folderOf = (url) => url.slice(0, url.lastIndexOf("/"));

/** An import, not a require, by a file. */
const isImport = ({ conditions, parentURL }) => conditions.includes("import") && parentURL?.startsWith("file:");

/** A file by its whole name. */
const isFileBeside = (specifier, context) => /^\.[^?#%]*\.m?[jt]s$/.test(specifier) && isImport(context);

/** `zod`, `zod/v4`, `@slack/web-api`; neither what Node brings itself nor `#name`, nor what is no code. */
const isOfPackage = (specifier, context) =>
  /^[@a-z][^:?#%]*$/i.test(specifier) && !specifier.endsWith(".json") && isImport(context);
