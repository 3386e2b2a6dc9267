// Builds what the pages are dressed in into ../static/build: desk.css, icons.svg, desk.js, quiet.js, manifest.json.
//
//   node build.mjs           build
//   node build.mjs --check   say whether the last build fits the sources; changes nothing
//
// The same sources give the same bytes. Runs on Node 18 and later, in about a second, and asks the network nothing.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { compile } from "./css.mjs";
import { iconsNamed, sprite } from "./sprite.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const WEB = path.dirname(HERE);
const PACKAGE = path.dirname(WEB);
const SOURCE = path.join(WEB, "static_src");
const TARGET = path.join(WEB, "static", "build");
const MODULES = path.join(HERE, "node_modules");

const STYLES = ["tokens", "ground", "shell", "parts", "case", "forms", "states", "me", "paper"];
const SCRIPTS = {
  "desk.js": ["forms", "keys", "idle", "combobox"],
  "quiet.js": ["forms"],
  "me.js": ["forms", "here", "leaving", "signature"],
};

const read = (...parts) => readFileSync(path.join(...parts), "utf8");
const digest = (text) => createHash("sha256").update(text).digest("hex");

function filesUnder(folder, ends, skip = []) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (skip.includes(entry.name) || entry.name.startsWith(".")) continue;
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesUnder(full, ends, skip));
    else if (ends.some((end) => entry.name.endsWith(end))) found.push(full);
  }
  return found.sort();
}

/** Whatever may name a class or an icon: templates, forms, scripts. */
function speech() {
  const skip = ["node_modules", "build", "migrations", "__pycache__", "locale", "css"];
  return filesUnder(PACKAGE, [".html", ".py", ".js"], skip).map((file) => read(file)).join("\n");
}

/** htmx notes the address of every page in the browser's storage; it is given none, so nothing is left behind. */
function htmx() {
  const code = read(MODULES, "htmx.org/dist/htmx.min.js").trim();
  return `window.htmx = ((sessionStorage, localStorage) => {\n${code}\nreturn htmx;\n})();\n`;
}

function scripts(name) {
  const own = SCRIPTS[name].map((part) => `(() => {\n"use strict";\n${read(SOURCE, "js", `${part}.js`)}})();\n`);
  return [...(name === "quiet.js" ? [] : [htmx()]), ...own].join("");
}

function outputs() {
  const said = speech();
  const words = new Set(said.match(/[A-Za-z0-9_-]+/g));
  const always = read(HERE, "icons.txt").split(/\s+/).filter(Boolean);
  const icons = new Set([...always, ...iconsNamed(said)]);
  return {
    "desk.css": compile({
      framework: read(MODULES, "@tabler/core/dist/css/tabler.css"),
      own: STYLES.map((name) => read(SOURCE, "css", `${name}.css`)).join("\n"),
      words,
    }),
    "icons.svg": sprite(icons, path.join(MODULES, "@tabler/icons/icons/outline")),
    ...Object.fromEntries(Object.keys(SCRIPTS).map((name) => [name, scripts(name)])),
  };
}

function main() {
  const made = outputs();
  const manifest = Object.fromEntries(Object.entries(made).map(([name, text]) => [name, digest(text)]));
  const wanted = `${JSON.stringify(manifest, null, 2)}\n`;
  const last = path.join(TARGET, "manifest.json");
  if (process.argv.includes("--check")) {
    const fits = existsSync(last) && read(last) === wanted;
    console.log(fits ? "The build fits its sources." : "The build is older than its sources: run npm run build.");
    process.exitCode = fits ? 0 : 1;
    return;
  }
  const fresh = `${TARGET}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  for (const [name, text] of Object.entries(made)) writeFileSync(path.join(fresh, name), text);
  writeFileSync(path.join(fresh, "manifest.json"), wanted);
  rmSync(TARGET, { recursive: true, force: true });
  renameSync(fresh, TARGET);
  for (const [name, text] of Object.entries(made)) console.log(`${name.padEnd(10)} ${Buffer.byteLength(text)} bytes`);
}

main();
