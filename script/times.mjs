// node script/times.mjs LOGS TIMING: where the time of script/test went. LOGS is its folder, TIMING the page that cargo --timings wrote.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [logs, timing] = process.argv.slice(2);
const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "");
const lines = (path) => read(path).split("\n").filter(Boolean);

/** Sums by name, in the order of first appearance: seconds and how many. */
class Sums extends Map {
  add(name, seconds, many = 1) {
    const [before, count] = this.get(name) ?? [0, 0];
    this.set(name, [before + seconds, count + many]);
  }
}

/** Prints a table; the largest first, unless its order says something. */
function table(title, sums, { ordered = false, least = 0.05 } = {}) {
  const rows = [...sums].filter(([, [seconds]]) => seconds >= least);
  if (rows.length === 0) return;
  if (!ordered) rows.sort(([, [a]], [, [b]]) => b - a);
  console.log(`\n${title}\n`);
  console.log("| what | seconds | how many |\n|---|---:|---:|");
  for (const [name, [seconds, many]] of rows) console.log(`| ${name.replaceAll("|", "\\|")} | ${seconds.toFixed(1)} | ${many} |`);
}

const phases = new Sums();
let together = 0;
for (const line of lines(join(logs, "phases"))) {
  const [name, from, to] = line.split("\t");
  phases.add(name, to - from);
  if (!name.includes("beside the rest")) together += to - from;
}
phases.add("together", together, 0);
table("The phases, by the clock on the wall.", phases, { ordered: true, least: 0 });

// What cargo built. Units run side by side, so that their sum is more than the time on the wall.
const units = /const UNIT_DATA = (\[[\s\S]*?\]);\n/.exec(read(timing))?.[1];
if (units && [...phases.keys()].some((name) => name.startsWith("building the tests"))) {
  const compiled = new Sums();
  const own = new Set(["app", "domain", "server"]);
  for (const { name, target, duration, sections } of JSON.parse(units)) {
    if (!own.has(name)) {
      compiled.add("dependencies", duration);
      continue;
    }
    const what = `${name}${target.trim() ? `:${target.trimEnd()}` : " (library)"}`;
    compiled.add(what, duration);
    for (const [part, { start, end }] of sections ?? []) if (/link/i.test(part)) compiled.add(`${what}, of it linking`, end - start);
  }
  table("Compiling, in seconds of rustc (they overlap).", compiled);
}

// Rust's tests, by program and module; they run side by side.
const single = [];
for (const file of readdirSync(logs)) {
  const [, part, program] = /^(server|web|domain)-(.+)$/.exec(file) ?? [];
  if (!part) continue;
  const modules = new Sums();
  for (const line of lines(join(logs, file))) {
    const [, test, seconds] = /^test (\S+)(?: - should panic)? \.\.\. \S+ <([\d.]+)s>$/.exec(line) ?? [];
    if (!test) continue;
    const path = test.split("::");
    modules.add(path.slice(0, program.endsWith("integration") ? 2 : 1).join("::"), Number(seconds));
    single.push([`${program}: ${test}`, [Number(seconds), 1]]);
  }
  table(`Tests of ${program} (part ${part}), by module.`, modules);
}
single.sort(([, [a]], [, [b]]) => b - a);
table("The slowest tests in Rust.", new Map(single.slice(0, 25)), { least: 0.5 });

const setUp = new Sums();
for (const line of lines(join(logs, "set-up"))) {
  const [what, seconds] = line.split("\t");
  setUp.add(what, Number(seconds));
}
table("What testing costs besides: set-up.", setUp, { least: 0 });

const browser = read(join(logs, "browser.json"));
if (browser) {
  const [files, steps] = [new Sums(), new Sums()];
  const walk = (suite, file) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        for (const result of test.results) {
          files.add(`${file} (${test.projectName})`, result.duration / 1000);
          const into = (step) => {
            // `axe: the page's name` counts as axe.
            const [kind, rest] = step.title.split(": ");
            if (rest !== undefined) steps.add(kind, step.duration / 1000);
            (step.steps ?? []).forEach(into);
          };
          (result.steps ?? []).forEach(into);
        }
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, file);
  };
  for (const suite of JSON.parse(browser).suites) walk(suite, suite.file);
  table("Tests in the browser, by file (two at a time).", files, { least: 0 });
  table("What they spend it on, as far as it is named.", steps, { least: 0 });
}
