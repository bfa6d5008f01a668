// The drawing: sigma draws the works and the bulk of citations on WebGL; `ground` and `ink` draw around them.

import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram } from "sigma/rendering";
import { byId } from "./dom.js";
import { ink, mix, onTheme, theme, themeName } from "./look.js";
import { MarkProgram, SHAPES, allowPicking, setGrain } from "./marks.js";
import { citations, count, held, height, kinds, relation, relations, source, target, to, from, width, works } from "./model.js";
import { choose, crossed, filtered, state, write } from "./state.js";

export const PAD = 26; // pixels around the picture; the upper ones hold the years
const SETTLE = 200; // milliseconds without a movement after which the drawing is at rest
const BULK = 2500; // the most citations drawn between works that are lit or in view, while none is chosen
const FEW = 400; // so many at the most, those are drawn too that lead elsewhere
const LEAST = 1.15; // radius of an ordinary mark in pixels, from far and from near
const LARGEST = 8;
const SLOW = 34; // milliseconds between frames
const COARSEST = 3;

const graph = new Graph({ type: "directed", multi: true });
let sigma = null;
let stretch = 1; // how many rows a slot is wide
let seen = { lit: new Uint8Array(count).fill(1), many: count };
let timer = 0;
let atRest = true;
const settled = [];
const painters = [];

export const onSettle = (listener) => settled.push(listener);
export const onPaint = (painter) => painters.push(painter);
export const resting = () => atRest;
export const litNow = () => seen.lit;
export const bulk = () => graph.size;

const weight = (i) => (held(i) ? 0.95 : 0.72) * (1 + 0.22 * Math.log2(1 + works.cited[i]) ** 0.9);
const shapeOf = (i) => SHAPES.indexOf(kinds[works.kind[i]].shape) + (held(i) ? 0 : 8);

export function setUpStage() {
  for (let i = 0; i < count; i += 1) graph.addNode(String(i), { x: 0, y: 0, size: 1, color: "#888888", shape: shapeOf(i), zIndex: 0 });
  stretch = stretched();
  place();
  sigma = new Sigma(graph, byId("canvas"), {
    defaultNodeType: "mark",
    nodeProgramClasses: { mark: MarkProgram },
    edgeProgramClasses: { line: EdgeLineProgram },
    defaultEdgeType: "line",
    renderLabels: false,
    hideEdgesOnMove: true,
    zIndex: true,
    stagePadding: 0,
    defaultDrawNodeHover: () => {},
    zoomToSizeRatioFunction: (ratio) => radius(1) / radius(ratio),
    minCameraRatio: 0.002,
    maxCameraRatio: 1.6,
    zoomingRatio: 1.5,
    inertiaRatio: 1,
    enableCameraRotation: false,
    allowInvalidContainer: true,
  });
  sigma.setCustomBBox(box());
  sigma.refresh();
  trim();
  listen();
}

// Every layer that is put on the screen costs a software renderer milliseconds: those that show nothing are taken out.
function trim() {
  const { mouse, edges, ...layers } = sigma.getCanvases();
  for (const unused of ["edgeLabels", "labels", "hovers", "hoverNodes"]) layers[unused].style.display = "none";
  mouse.style.opacity = 0;
  showBulk();
}

function showBulk() {
  sigma.getCanvases().edges.style.display = atRest && graph.size ? "" : "none";
}

export const canvas = (id, where) => {
  const layer = sigma.createCanvas(id, where);
  layer.style.pointerEvents = "none";
  return sized(layer);
};

// A canvas that follows the stage's size, its unit one pixel of the page.
function sized(layer) {
  const context = layer.getContext("2d");
  return () => {
    const scale = window.devicePixelRatio || 1;
    const { width: wide, height: high } = sigma.getDimensions();
    if (layer.width !== Math.round(wide * scale) || layer.height !== Math.round(high * scale)) {
      layer.width = Math.round(wide * scale);
      layer.height = Math.round(high * scale);
      layer.style.width = `${wide}px`;
      layer.style.height = `${high}px`;
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, wide, high);
    return context;
  };
}

function listen() {
  sigma.on("clickNode", ({ node }) => choose(Number(node)));
  sigma.on("clickStage", () => state.work !== null && choose(null));
  sigma.on("doubleClickNode", (event) => event.preventSigmaDefault());
  sigma.on("afterRender", () => {
    const now = view();
    painters.forEach((painter) => painter(now, seen));
    watchPace();
  });
  sigma.on("resize", refit);
  sigma.getCamera().on("updated", moved);
  onTheme(() => restyle(seen));
}

export const onHover = (enter, leave) => {
  sigma.on("enterNode", ({ node, event }) => enter(Number(node), event));
  sigma.on("leaveNode", leave);
  sigma.getCamera().on("updated", leave);
};

// --- places

const stageSize = () => [byId("canvas").offsetWidth || 1, byId("canvas").offsetHeight || 1].map((size) => Math.max(60, size - 2 * PAD));

// Slots and rows are stretched to fill the stage, whatever its shape.
function stretched() {
  const [wide, high] = stageSize();
  return wide / width / (high / height);
}

function box() {
  const edge = PAD / (stageSize()[1] / height);
  return { x: [-edge, width * stretch + edge], y: [-height - edge, edge] };
}

function place() {
  const base = radius(1);
  graph.updateEachNodeAttributes((key, attributes) => {
    const i = Number(key);
    return Object.assign(attributes, { x: works.x[i] * stretch, y: -works.y[i], size: base * weight(i) });
  });
}

// The radius of an ordinary mark at a camera ratio: it grows with the room it has, between two bounds.
function radius(ratio) {
  const [wide, high] = stageSize();
  const room = Math.sqrt((wide / width) * (high / height)) / ratio;
  return Math.min(LARGEST, LEAST + 0.3 * Math.max(0, room - 1));
}

let refitting = 0;
function refit() {
  cancelAnimationFrame(refitting);
  refitting = requestAnimationFrame(() => {
    stretch = stretched();
    sigma.setCustomBBox(box());
    place();
    sigma.refresh();
    if (state.at) goTo(state.at);
    settle();
  });
}

// How slots and rows become pixels of the stage, for who draws beside sigma.
export function view() {
  const zero = sigma.graphToViewport({ x: 0, y: 0 });
  const one = sigma.graphToViewport({ x: stretch, y: -1 });
  const size = sigma.getDimensions();
  return {
    ...size,
    slot: one.x - zero.x,
    row: one.y - zero.y,
    x: (slots) => zero.x + slots * (one.x - zero.x),
    y: (rows) => zero.y + rows * (one.y - zero.y),
    radius: (i) => sigma.scaleSize(graph.getNodeAttribute(String(i), "size")),
    sees: (i) => {
      const [x, y] = [zero.x + works.x[i] * (one.x - zero.x), zero.y + works.y[i] * (one.y - zero.y)];
      return x > 0 && y > 0 && x < size.width && y < size.height;
    },
  };
}

// --- the camera

const still = matchMedia("(prefers-reduced-motion: reduce)");
const pace = () => (still.matches ? 0 : 260);

function rest(now) {
  atRest = now;
  allowPicking(now);
  showBulk();
  coarsen();
}

// Where frames come slowly (a software renderer, a large screen) works are drawn less sharply, while the drawing moves.
let grain = 1;
let last = 0;
let gap = 0;

function watchPace() {
  const now = performance.now();
  const between = now - last;
  last = now;
  if (atRest || between > 600) return;
  gap += (between - gap) * 0.3;
  if (gap < SLOW || grain >= COARSEST) return;
  grain += 1;
  gap = 0;
  coarsen();
}

function coarsen() {
  const { width: wide, height: high } = sigma.getDimensions();
  const { nodes } = sigma.getCanvases();
  const coarse = atRest ? 1 : grain;
  const scale = (window.devicePixelRatio || 1) / coarse;
  setGrain(coarse);
  if (nodes.width === Math.floor(wide * scale)) return;
  nodes.width = Math.floor(wide * scale);
  nodes.height = Math.floor(high * scale);
}

// The middle of the stage stays inside the picture.
function keepInside() {
  const camera = sigma.getCamera();
  const { side } = lens();
  const within = (value, [low, high]) => {
    const half = (high - low) / side / 2;
    return Math.min(0.5 + half, Math.max(0.5 - half, value));
  };
  const [x, y] = [within(camera.x, box().x), within(camera.y, box().y)];
  if (x === camera.x && y === camera.y) return false;
  camera.setState({ x, y }); // which comes back here, inside
  return true;
}

function moved() {
  if (keepInside()) return;
  rest(false);
  clearTimeout(timer);
  timer = setTimeout(() => {
    rest(true);
    const here = where();
    state.at = sigma.getCamera().ratio === 1 && Math.abs(here[0] - width / 2) < 1 && Math.abs(here[1] - height / 2) < 1 ? null : here;
    write();
    settle();
  }, SETTLE);
}

// Sigma's camera sees the box with its longer side as 1 and its middle at one half.
function lens() {
  const { x, y } = box();
  return { side: Math.max(x[1] - x[0], y[1] - y[0]), x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 };
}

// The middle of the stage in slots and rows, and the camera's ratio.
function where() {
  const { side, ...middle } = lens();
  const { x, y, ratio } = sigma.getCamera();
  const round = (value, digits) => Number(value.toFixed(digits));
  return [round((middle.x + (x - 0.5) * side) / stretch, 2), round(-middle.y - (y - 0.5) * side, 2), round(ratio, 4)];
}

function framed(slots, rows) {
  const { side, x, y } = lens();
  return { x: 0.5 + (slots * stretch - x) / side, y: 0.5 + (-rows - y) / side };
}

export function goTo([slots, rows, ratio], animated = false) {
  const aim = { ...framed(slots, rows), ratio };
  if (animated && pace()) sigma.getCamera().animate(aim, { duration: pace() });
  else sigma.getCamera().setState(aim);
}

export function zoomBy(factor) {
  const camera = sigma.getCamera();
  const ratio = camera.getBoundedRatio(camera.ratio / factor);
  if (pace()) camera.animate({ ratio }, { duration: pace() });
  else camera.setState({ ratio });
}

export const showAll = () => goTo([width / 2, height / 2, 1], true);

export function panBy(dx, dy) {
  const { width: wide, height: high } = sigma.getDimensions();
  const { x, y } = sigma.viewportToFramedGraph({ x: wide / 2 + dx * wide * 0.2, y: high / 2 + dy * high * 0.2 });
  sigma.getCamera().setState({ x, y });
}

// Bring some works into view as large as they can be, but not so near that there is nothing around them.
export function frame(list) {
  const [xs, ys] = [list.map((i) => works.x[i]), list.map((i) => works.y[i])];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const least = Math.min(1, 300 / Math.max(300, count));
  const ratio = Math.min(1, Math.max(least, 0.04, ((right - left) / width) * 1.25, ((bottom - top) / height) * 1.25));
  const middle = (low, high, all) => Math.min(all - (ratio * all) / 2, Math.max((ratio * all) / 2, (low + high) / 2));
  goTo([middle(left, right, width), middle(top, bottom, height), ratio], true);
}

export function bringIntoView(i) {
  const now = view();
  const [x, y] = [now.x(works.x[i]), now.y(works.y[i])];
  if (x > 30 && y > 40 && x < now.width - 30 && y < now.height - 30) return;
  goTo([works.x[i], works.y[i], sigma.getCamera().ratio], true);
}

// --- how works look, and which citations are drawn

export function restyle(now) {
  seen = now;
  const { paper, line } = theme();
  const inks = kinds.map((kind) => ink(kind));
  const quiet = inks.map((colour) => mix(colour, paper, 0.35));
  const pale = inks.map((colour) => mix(mix(colour, line, 0.55), paper, 0.6));
  graph.updateEachNodeAttributes(
    (key, attributes) => {
      const i = Number(key);
      const kind = works.kind[i];
      attributes.color = !now.lit[i] ? pale[kind] : held(i) ? inks[kind] : quiet[kind];
      attributes.zIndex = now.lit[i] ? (i === state.work ? 2 : 1) : 0;
      return attributes;
    },
    { attributes: ["color", "zIndex"] }
  );
  settle();
}

function settle() {
  drawBulk();
  showBulk();
  for (const listener of settled) listener(view(), seen);
  sigma.scheduleRender();
}

let shown = null;
function drawBulk() {
  const wanted = state.work === null ? near() : [];
  const pale = wanted.length > FEW ? 0.6 : 0.3;
  const look = `${themeName()} ${wanted.join()}`;
  if (look === shown) return; // to draw the same anew would cost a frame or two
  shown = look;
  graph.clearEdges();
  const colours = relations.map((style) => mix(ink(style), theme().paper, pale)); // sigma would add translucent ones up to white
  for (const c of wanted) graph.addEdge(String(source[c]), String(target[c]), { color: colours[relation[c]], size: 1 });
}

// What touches the lit works, if it is little; else what is between them; of the works in view likewise.
function near() {
  if (filtered(state)) {
    const some = gather(everyCitation(), FEW) || gather(everyCitation().filter(within), BULK);
    if (some) return some;
  }
  const now = view();
  const inView = [];
  for (let i = 0; i < count; i += 1) if (now.sees(i)) inView.push(i);
  if (inView.length > count / 3 && count > 600) return [];
  const here = new Set(inView);
  const touching = () => inView.flatMap((i) => [...from(i), ...[...to(i)].filter((c) => !here.has(source[c]))]);
  const between = () => inView.flatMap(from).filter((c) => here.has(target[c]));
  return (inView.length < BULK && gather(touching(), FEW)) || gather(between(), BULK) || [];
}

const everyCitation = () => Array.from({ length: citations }, (_, c) => c);
const within = (c) => seen.lit[source[c]] && seen.lit[target[c]];

// One citation of each pair among a list, or nothing if they are too many to be drawn.
function gather(list, most) {
  const pairs = new Map();
  for (const c of list) {
    if (!crossed(state, seen.lit, c)) continue;
    pairs.set(source[c] * count + target[c], c);
    if (pairs.size > most) return null;
  }
  return [...pairs.values()];
}
