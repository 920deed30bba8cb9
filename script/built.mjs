// node script/test-programs.mjs <CARGO'S JSON: a line for each program of tests that cargo built: package, target, folder, path.
import { readFileSync } from "node:fs";
import { dirname } from "node:path";

for (const line of readFileSync(0, "utf8").split("\n")) {
  if (!line.startsWith("{")) continue;
  const { reason, executable, manifest_path, profile, target } = JSON.parse(line);
  if (reason !== "compiler-artifact" || !executable || !profile.test) continue;
  const folder = dirname(manifest_path);
  const kind = target.kind.includes("test") ? target.name : target.kind.includes("bin") ? "bin" : "lib";
  // `app/domain` is the package domain.
  console.log(folder.split("/").at(-1), kind, folder, executable);
}
