import module from "node:module";

/*
 * Plain JavaScript, as check-node.js is. For each file that is imported Node reads the whole package.json above it anew,
 * and @langchain/core has 28 KB of one over 240 files: a third of what a start costs. How a file is to be read depends
 * on its folder and its extension alone, so the first file of a folder tells it for the others.
 */

/** By folder and extension. */
const formats = new Map();

module.registerHooks?.({
  resolve: (specifier, context, next) => {
    if (!isFileBeside(specifier, context)) return next(specifier, context);
    const url = new URL(specifier, context.parentURL).href;
    const kind = url.slice(0, url.lastIndexOf("/")) + url.slice(url.lastIndexOf("."));
    const format = formats.get(kind);
    if (format) return { url, format, shortCircuit: true };
    const found = next(specifier, context);
    // Behind a link there is another folder; a format that depends on what the file holds is not told here.
    if (found.url === url && found.format) formats.set(kind, found.format);
    return found;
  },
});

/** An import, not a require, of a file by its whole name. */
const isFileBeside = (specifier, { conditions, parentURL }) =>
  /^\.[^?#%]*\.[jt]s$/.test(specifier) && conditions.includes("import") && parentURL?.startsWith("file:");
