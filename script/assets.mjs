// node script/assets.mjs SITE PUBLIC CSS JS WASM: the last step of script/site.
// Copies PUBLIC to SITE, the three built files to SITE/pkg under names that change with their content, puts .br and
// .gz beside what gets smaller by it, writes SITE/assets.json, and removes from SITE what no build of today made.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [site, pub, css, js, wasm] = process.argv.slice(2);
if (!wasm) throw new Error("usage: assets.mjs SITE PUBLIC CSS JS WASM");

/** All files below a folder, by their path from it. */
function files(folder, from = folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path, from) : [relative(from, path)];
  });
}

const kept = new Set(["assets.json"]);
const compressible = new Set([".css", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"]);

/** Writes one file and its compressed twins, unless the very same bytes are there. */
function put(name, bytes) {
  const path = join(site, name);
  const same = existsSync(path) && readFileSync(path).equals(bytes);
  const twins = compressible.has(extname(name)) && bytes.length > 512 ? [".br", ".gz"] : [];
  for (const each of [name, ...twins.map((twin) => name + twin)]) kept.add(each);
  if (same && twins.every((twin) => existsSync(path + twin))) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  if (twins.length === 0) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}

/** Puts a built file below pkg/ and gives back its name there. */
function hashed(from, stem, extension) {
  const bytes = readFileSync(from);
  const name = `${stem}.${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}${extension}`;
  put(join("pkg", name), bytes);
  return name;
}

for (const name of files(pub)) put(name, readFileSync(join(pub, name)));
const assets = { css: hashed(css, "habeas", ".css"), js: hashed(js, "habeas", ".js"), wasm: hashed(wasm, "habeas_bg", ".wasm") };

// Renamed into place, so that a server which starts at this moment reads the old names or the new ones, never half.
const list = join(site, "assets.json");
writeFileSync(`${list}.new`, `${JSON.stringify(assets)}\n`);
renameSync(`${list}.new`, list);

for (const name of files(site)) if (!kept.has(name) && !name.startsWith(".")) rmSync(join(site, name));

const size = (name, twin = "") => `${(statSync(join(site, "pkg", name + twin)).size / 1024).toFixed(1)} KB`;
for (const name of Object.values(assets)) console.log(`    ${name}  ${size(name)}, ${size(name, ".br")} by brotli, ${size(name, ".gz")} by gzip`);
