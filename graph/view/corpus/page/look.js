// Colours as they are now, light or dark; marks and lines for legends.

import { kinds, relations, themes } from "./model.js";
import { svg } from "./dom.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const CHOICES = [["", "Theme: auto", "as the system"], ["light", "Theme: light", "light"], ["dark", "Theme: dark", "dark"]];
const listeners = [];

export const themeName = () => document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");
export const theme = () => themes[themeName()];
export const onTheme = (listener) => listeners.push(listener);

export function setUpTheme(button) {
  const tell = () => listeners.forEach((listener) => listener());
  dark.addEventListener("change", tell);
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const now = CHOICES.findIndex(([id]) => id === (root.dataset.theme || ""));
    const [id, text, label] = CHOICES[(now + 1) % CHOICES.length];
    if (id) root.dataset.theme = id;
    else delete root.dataset.theme;
    button.textContent = text;
    button.setAttribute("aria-label", `Colours: ${label}`);
    tell();
  });
}

const parts = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

export function mix(one, two, share) {
  const [a, b] = [parts(one), parts(two)];
  return `#${a.map((value, i) => Math.round(value + (b[i] - value) * share).toString(16).padStart(2, "0")).join("")}`;
}

export const ink = (style) => style.ink[themeName()];

const tint = (element, style) => {
  element.style.setProperty("--tint", `light-dark(${style.ink.light}, ${style.ink.dark})`);
  return element;
};

export const HEADS = {
  triangle: [[0, 0], [-9, 3.8], [-9, -3.8]],
  vee: [[0, 0], [-10, 4.6], [-6, 0], [-10, -4.6]],
  diamond: [[0, 0], [-5, 3.8], [-10, 0], [-5, -3.8]],
  bar: [[-1, 5], [-4, 5], [-4, -5], [-1, -5]],
};

// A short piece of a relation's line with its head.
export function sample(relation) {
  const style = relations[relation];
  const head = HEADS[style.head]
    ? svg("path", { class: "fill", transform: "translate(43 6)", d: `M${HEADS[style.head].map((point) => point.join(",")).join("L")}Z` })
    : svg("circle", { class: "fill", cx: 38.5, cy: 6, r: 4 });
  const line = svg("path", { d: "M1,6H34", class: "stroke", "stroke-dasharray": style.dash.join(" ") || null });
  return tint(svg("svg", { class: "sample", viewBox: "0 0 44 12", width: 44, height: 12, "aria-hidden": "true" }, line, head), style);
}

export function shape(kind) {
  const picture = svg("svg", { class: "shape", viewBox: "-1 -1 16 16", width: 14, height: 14, "aria-hidden": "true" });
  picture.append(svg("path", { d: kinds[kind].path, class: "fill" }));
  return tint(picture, kinds[kind]);
}

export const tinted = (element, relation) => tint(element, relations[relation]);
