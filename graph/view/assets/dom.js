// Making elements: words become text nodes, never markup.

const SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);

function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const tint = (element, ink) => {
  element.style.setProperty("--tint", `light-dark(${ink.light}, ${ink.dark})`);
  return element;
};

// A short piece of a relation's line with its arrow head, for legends.
function sample(relation) {
  const style = scene.relations[relation];
  const picture = svg("svg", { class: "sample", viewBox: "0 0 44 12", width: 44, height: 12, "aria-hidden": "true" });
  picture.append(svg("path", { d: "M1,6H34", class: "stroke", "stroke-dasharray": style.dash.join(" ") || null }));
  picture.append(svg("path", { d: HEADS[style.head], class: "fill" }));
  return tint(picture, style.ink);
}

const HEADS = {
  triangle: "M43,6L33,10.2L33,1.8Z",
  vee: "M43,6L32.5,11L37,6L32.5,1Z",
  circle: "M34,6A4.5,4.5 0 1 0 43,6A4.5,4.5 0 1 0 34,6Z",
  diamond: "M43,6L37.6,10.2L32.2,6L37.6,1.8Z",
  bar: "M37,0.5H40V11.5H37Z",
};

const MARKS = {
  dot: "M1,7A6,6 0 1 0 13,7A6,6 0 1 0 1,7Z",
  square: "M1.7,1.7H12.3V12.3H1.7Z",
  diamond: "M7,0L14,7L7,14L0,7Z",
  triangle: "M7,0.5L13.5,12H0.5Z",
  triangleDown: "M7,13.5L13.5,2H0.5Z",
  hexagon: "M3.5,0.9H10.5L14,7L10.5,13.1H3.5L0,7Z",
  pentagon: "M7,0.2L13.7,5L11.1,12.9H2.9L0.3,5Z",
  star: "M7,0L8.8,4.9L14,5.1L9.9,8.3L11.3,13.3L7,10.4L2.7,13.3L4.1,8.3L0,5.1L5.2,4.9Z",
};

// The mark of a kind, for legends and headings.
function shape(kind) {
  const style = scene.kinds[kind];
  const picture = svg("svg", { class: "shape", viewBox: "-1 -1 16 16", width: 14, height: 14, "aria-hidden": "true" });
  picture.append(svg("path", { d: MARKS[style.shape], class: "fill" }));
  return tint(picture, style.ink);
}

const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
