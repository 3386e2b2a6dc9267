// One sprite of the icons our pages name, drawn by Tabler's outlines.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Icons named in templates (`<c-icon name="sun" />`, `icon="sun"`) and in Python (`icon="sun"`, `"icon": "sun"`). */
export function iconsNamed(text) {
  const found = new Set();
  for (const [, name] of text.matchAll(/<c-icon\s+name=["']([a-z0-9-]+)["']/g)) found.add(name);
  for (const [, name] of text.matchAll(/\bicon["']?\s*[=:]\s*["']([a-z0-9-]+)["']/g)) found.add(name);
  return found;
}

/** The sprite, symbols in alphabetical order. An icon Tabler does not draw stops the build. */
export function sprite(names, folder) {
  const symbols = [...names].sort().map((name) => {
    const file = path.join(folder, `${name}.svg`);
    if (!existsSync(file)) throw new Error(`Tabler draws no icon called "${name}"`);
    const inner = readFileSync(file, "utf8").replace(/^[\s\S]*?<svg[^>]*>|<\/svg>[\s\S]*$/g, "");
    const shapes = inner.replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "").trim()}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
}
