import module from "node:module";
import { fileURLToPath } from "node:url";
import "./quick-imports.js";

// Plain JavaScript: an older Node.js must be able to read it in order to say that it is too old.
if (Number(process.versions.node.split(".")[0]) < 24) {
  process.stderr.write(
    `Genie Concierge needs Node.js 24 or newer, and this is ${process.version}. Its npm scripts bring their own: run npm ci (without --ignore-scripts), then npm start; or install Node.js 24.\n`,
  );
  process.exit(1);
}
// Compiled code is kept, with its types stripped, so that every start but the first one takes half the time.
module.enableCompileCache?.(fileURLToPath(new URL("node_modules/.cache/compiled", import.meta.url)));
