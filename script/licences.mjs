// node script/licences.mjs: holds the licence and the source of every crate against deny.toml, where cargo-deny is not installed.
// Names each crate that fails and exits with 1. It reads what the crates declare; cargo-deny also reads their licence files.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const list = /^allow = \[([^\]]*)\]/m.exec(readFileSync("deny.toml", "utf8"));
if (!list) throw new Error("deny.toml has no list `allow`");
const allowed = new Set([...list[1].matchAll(/"([^"]+)"/g)].map((match) => match[1]));

/** True if an SPDX expression can be met with allowed licences alone: one side of an OR, both sides of an AND. */
function met(expression) {
  // "MIT/Apache-2.0" is how crates wrote OR before SPDX expressions.
  const words = expression.replaceAll("/", " OR ").match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const or = () => {
    let value = and();
    while (words[at] === "OR") {
      at += 1;
      const right = and();
      value = value || right;
    }
    return value;
  };
  const and = () => {
    let value = one();
    while (words[at] === "AND") {
      at += 1;
      const right = one();
      value = value && right;
    }
    return value;
  };
  const one = () => {
    if (words[at] === "(") {
      at += 1;
      const value = or();
      if (words[at] !== ")") throw new Error(`unbalanced licence expression: ${expression}`);
      at += 1;
      return value;
    }
    let name = words[at];
    at += 1;
    if (words[at] === "WITH") {
      name += ` WITH ${words[at + 1]}`;
      at += 2;
    }
    return allowed.has(name);
  };
  const value = or();
  if (at !== words.length) throw new Error(`licence expression not understood: ${expression}`);
  return value;
}

const told = execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], { maxBuffer: 256 * 1024 * 1024, encoding: "utf8" });
const { packages } = JSON.parse(told);
const problems = packages.flatMap(({ name, version, license, source }) => {
  // No source: a member of the workspace.
  if (source === null) return [];
  const bad = [];
  if (!source.startsWith("registry+")) bad.push(`${name} ${version} does not come from the registry: ${source}`);
  if (!license) bad.push(`${name} ${version} declares no licence expression`);
  else if (!met(license)) bad.push(`${name} ${version} is under ${license}, which deny.toml does not allow`);
  return bad;
});
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`    ${packages.length} crates, all under allowed licences`);
