// One style sheet that a browser of 2022 understands.
//
// Tabler speaks in light-dark(), oklch() and color-mix(); Chromium 109, which school rooms with Windows 7 still
// run, knows none of them and would paint half a page. So: keep the rules our pages can use, write colours out as
// hex, and drop a declaration that cannot be written out. What is dropped for one browser is dropped for all: the
// page that was looked at is the page that is served. Our own sheet, which comes last, draws those states itself.

import { transform } from "lightningcss";
import postcss from "postcss";

const TARGETS = { chrome: 109 << 16, edge: 109 << 16, firefox: 102 << 16, safari: (15 << 16) | (4 << 8) };

/** Words too new for the oldest browser served, or that would ask for something from elsewhere. */
export const FORBIDDEN = [
  "light-dark(", "oklch(", "oklab(", "lab(", "lch(", "color-mix(", "color(", "@layer", "@import", "@scope",
  "(width", "data:", "http:", "https:", "//", "&",
];

/** The style sheet, minified and compiled down. `words` are all words of the templates, scripts and forms. */
export function compile({ framework, own, words }) {
  const kept = prune(postcss.parse(framework), words, own);
  const css = `${kept}\n${own}`;
  const { code } = transform({ filename: "desk.css", code: Buffer.from(css), minify: true, targets: TARGETS });
  const text = code.toString();
  const found = FORBIDDEN.filter((word) => text.includes(word));
  if (found.length) throw new Error(`The style sheet still says ${found.join(" ")}`);
  return text;
}

function prune(root, words, own) {
  root.walkComments((comment) => comment.remove());
  root.walkRules((rule) => {
    if (rule.parent.type === "atrule" && rule.parent.name.endsWith("keyframes")) return;
    rule.selectors = rule.selectors.filter((selector) => usable(selector, words));
    if (!rule.selectors.length || rule.selector === "") rule.remove();
  });
  root.walkDecls((decl) => {
    const value = settle(decl.value);
    if (value === null || value.includes("url(") || decl.prop.startsWith("scrollbar-")) decl.remove();
    else decl.value = value;
  });
  pruneVariables(root, own);
  pruneKeyframes(root);
  dropEmpty(root);
  return root.toString();
}

/** Could an element of ours match? Every class it asks for must be a word we use; `:not(.x)` asks for nothing. */
function usable(selector, words) {
  if (/::-webkit-(?!file|search|date|calendar)/.test(selector)) return false;
  const asked = selector.replace(/:not\([^)]*\)/g, "").matchAll(/\.([\w-]+(?:\\.[\w-]+)*)/g);
  return [...asked].every(([, name]) => words.has(name.replaceAll("\\", "")));
}

/** The value without colour functions of the new kind, or null where it cannot be said without them. */
function settle(value) {
  if (/\(\s*from\s/.test(value)) return null;
  let text = value.replace(/oklch\(([^()]*)\)/g, (_, args) => oklchToHex(args));
  for (let at = text.lastIndexOf("color-mix("); at >= 0; at = text.lastIndexOf("color-mix(", at - 1)) {
    const end = closing(text, at + "color-mix(".length);
    const plain = mixed(text.slice(at + "color-mix(".length, end));
    if (plain === null) return null;
    text = text.slice(0, at) + plain + text.slice(end + 1);
    if (at === 0) break;
  }
  return text;
}

/** `color-mix(in oklab, X calc(var(--…-opacity, 1) * 100%), transparent)` is X: no page of ours turns the knob. */
function mixed(args) {
  const parts = split(args);
  const knob = /^(.*\S)\s+calc\(var\(--[\w-]+-opacity(?:,\s*1)?\)\s*\*\s*100%\)$/s.exec(parts[1] ?? "");
  return parts.length === 3 && knob && parts[2] === "transparent" ? knob[1] : null;
}

function split(args) {
  const parts = [""];
  let depth = 0;
  for (const letter of args) {
    depth += letter === "(" ? 1 : letter === ")" ? -1 : 0;
    if (letter === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

function closing(text, from) {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    depth += text[at] === "(" ? 1 : text[at] === ")" ? -1 : 0;
    if (depth === 0) return at;
  }
  throw new Error(`No closing bracket in ${text}`);
}

function pruneVariables(root, own) {
  for (let removed = true; removed; ) {
    removed = false;
    const asked = new Set(`${root} ${own}`.match(/var\(\s*--[\w-]+/g)?.map((use) => use.replace(/var\(\s*/, "")));
    root.walkDecls(/^--/, (decl) => {
      if (asked.has(decl.prop)) return;
      decl.remove();
      removed = true;
    });
  }
}

function pruneKeyframes(root) {
  const text = [];
  root.walkDecls(/^animation/, (decl) => text.push(decl.value));
  root.walkAtRules(/keyframes$/, (rule) => {
    if (!text.some((value) => value.split(/[\s,]+/).includes(rule.params))) rule.remove();
  });
}

function dropEmpty(root) {
  for (let removed = true; removed; ) {
    removed = false;
    root.walk((node) => {
      if (!node.nodes || node.nodes.length) return;
      node.remove();
      removed = true;
    });
  }
}

function oklchToHex(args) {
  const [colour, alpha] = args.split("/").map((part) => part.trim());
  const [lightness, chroma, hue] = colour.split(/\s+/);
  const L = parseFloat(lightness) / (lightness.endsWith("%") ? 100 : 1);
  const angle = (parseFloat(hue) * Math.PI) / 180;
  const a = parseFloat(chroma) * Math.cos(angle);
  const b = parseFloat(chroma) * Math.sin(angle);
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const bytes = linear.map((part) => {
    const clipped = Math.min(1, Math.max(0, part));
    const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255);
  });
  if (alpha === undefined) return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const opacity = parseFloat(alpha) / (alpha.endsWith("%") ? 100 : 1);
  return `rgba(${bytes.join(", ")}, ${opacity})`;
}
