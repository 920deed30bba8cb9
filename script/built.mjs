// node script/built.mjs <CARGO'S JSON: a line for each program of tests that cargo built: package, target, folder, path. What
// the compiler had to say goes to standard error, and with a warning among it the exit code is 1.
import { readFileSync } from "node:fs";
import { dirname } from "node:path";

const said = new Set();
// Cargo may be writing still: the last line is whole when the next has begun.
for (const line of readFileSync(0, "utf8").split("\n").slice(0, -1)) {
  if (!line.startsWith("{")) continue;
  const { reason, executable, manifest_path, message, profile, target } = JSON.parse(line);
  // A library that is compiled once for its tests and once for others is linted twice.
  if (reason === "compiler-message" && !said.has(message.rendered)) {
    said.add(message.rendered);
    process.stderr.write(message.rendered);
    if (/^(warning|error)/.test(message.level)) process.exitCode = 1;
  }
  if (reason !== "compiler-artifact" || !executable || !profile.test) continue;
  const folder = dirname(manifest_path);
  const kind = target.kind.includes("test") ? target.name : target.kind.includes("bin") ? "bin" : "lib";
  // `app/domain` is the package domain.
  console.log(folder.split("/").at(-1), kind, folder, executable);
}
