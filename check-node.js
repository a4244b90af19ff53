// Plain JavaScript: an older Node.js must be able to read it in order to say that it is too old.
if (Number(process.versions.node.split(".")[0]) < 24) {
  process.stderr.write(
    `Genie Concierge needs Node.js 24 or newer, and this is ${process.version}. Its npm scripts bring their own: run npm ci (without --ignore-scripts), then npm start; or install Node.js 24.\n`,
  );
  process.exit(1);
}
