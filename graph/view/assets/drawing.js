// The drawing: vis-network holds camera, edges and what is under the pointer; marks, lanes and years are painted here.

const shapes = new Map(scene.nodes.map((node) => [node.id, new Path2D(node.path)]));
const systemDark = matchMedia("(prefers-color-scheme: dark)");
let colours = {};
let shades = { shown: new Set(), lit: new Set(), drawn: [], bright: new Set() };

const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : systemDark.matches;
};
const tone = (ink) => (isDark() && !onPaper ? ink.dark : ink.light);
let onPaper = false; // while printing, which is always light

function readColours() {
  const probe = byId("stage");
  const style = getComputedStyle(document.documentElement);
  probe.style.colorScheme = onPaper ? "light" : "";
  for (const name of ["paper", "band", "line", "ink", "quiet", "spine", "accent"]) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.style.color = probe.style.colorScheme = "";
  colours.font = style.getPropertyValue("--sans");
  colours.size = Number.parseFloat(style.fontSize) / 14;
}

// vis-network asks for each work in turn; it is given the painting and its size for hit tests.
function painter({ ctx, id, x, y }) {
  const node = works.get(id);
  const draw = () => paint(ctx, node, x, y);
  const size = Math.max(9, node.size + 2);
  return { drawNode: draw, nodeDimensions: { width: 2 * size, height: 2 * size } };
}

function paint(ctx, node, x, y) {
  const ink = tone(scene.kinds[node.kind].ink);
  ctx.save();
  ctx.globalAlpha = shades.lit.has(node.id) ? 1 : 0.16;
  if (node.id === state.work || node.id === hovered) ring(ctx, node, x, y);
  ctx.translate(x, y);
  const grown = Math.max(1, 2.2 / (view.getScale() * node.size)); // seen from far away, a mark is a dot and not nothing
  ctx.scale(grown, grown);
  ctx.lineWidth = 2;
  ctx.lineJoin = "round";
  ctx.strokeStyle = ink;
  ctx.fillStyle = node.held || node.kind !== "resolution" ? ink : colours.paper;
  ctx.fill(shapes.get(node.id));
  ctx.stroke(shapes.get(node.id));
  if (state.folded.has(node.id)) foldSign(ctx, node);
  ctx.scale(1 / grown, 1 / grown);
  ctx.translate(-x, -y);
  if (worthLabel(node)) label(ctx, node, x, y);
  ctx.restore();
}

function ring(ctx, node, x, y) {
  ctx.beginPath();
  ctx.arc(x, y, node.size + 7, 0, 2 * Math.PI);
  ctx.lineWidth = node.id === state.work ? 3 : 1.5;
  ctx.strokeStyle = colours.accent;
  ctx.stroke();
}

function foldSign(ctx, node) {
  ctx.font = `700 13px ${colours.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = node.held || node.kind !== "resolution" ? colours.paper : colours.ink;
  ctx.fillText("+", 0, 1);
}

const pointedAt = (node) => node.id === state.work || node.id === hovered;

// Far away, words would be a smear: then only what is held or often cited keeps its own, at last only what is chosen.
function worthLabel(node) {
  const scale = view.getScale();
  return scale > 0.5 || pointedAt(node) || (scale > 0.4 && (node.held || node.cited > 4));
}

function label(ctx, node, x, y) {
  const wanted = Math.max(12, 10 / view.getScale()); // ten pixels on the screen, if there is room
  const size = pointedAt(node) ? wanted : Math.min(13.2, wanted);
  const step = Math.max(14, size * 1.04); // as the layout has it, so that lines stay in their lane
  ctx.font = `${node.held ? 700 : 500} ${size}px ${colours.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.lineWidth = 4;
  ctx.strokeStyle = colours.paper;
  ctx.fillStyle = colours.ink;
  const first = node.above ? y - node.size - (node.id === state.work ? 12 : 8) - step * (node.lines.length - 1) : y + node.size + 4 + step * 0.85;
  node.lines.forEach((line, row) => {
    ctx.strokeText(line, x, first + row * step);
    ctx.fillText(line, x, first + row * step);
  });
}

// --- behind the works: lanes, years, series.

function backdrop(ctx) {
  const scale = view.getScale();
  const { left, right } = scene.box;
  scene.lanes.forEach((lane) => {
    ctx.fillStyle = colours.band;
    roundRect(ctx, left, lane.top, right - left, lane.bottom - lane.top, 10);
    ctx.fill();
  });
  ctx.lineWidth = 1 / scale;
  ctx.strokeStyle = colours.line;
  for (const column of scene.columns) {
    ctx.setLineDash(column.year === null ? [2 / scale, 4 / scale] : []);
    ctx.beginPath();
    ctx.moveTo(column.x, 0);
    ctx.lineTo(column.x, scene.box.height);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  for (const spine of scene.spines) {
    ctx.strokeStyle = colours.spine;
    ctx.lineWidth = 18;
    ctx.lineCap = "round";
    ctx.beginPath();
    ctx.moveTo(spine.x1, spine.y);
    ctx.lineTo(spine.x2, spine.y);
    ctx.stroke();
  }
  ctx.lineCap = "butt";
}

function roundRect(ctx, x, y, width, height, radius) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
}

// --- over the works, held still: the names of lanes at the left, the years at the foot.

function frame(ctx) {
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
  const [width, height] = [ctx.canvas.clientWidth, ctx.canvas.clientHeight];
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  laneNames(ctx, width, height);
  axis(ctx, width, height);
  ctx.restore();
}

function laneNames(ctx, width, height) {
  ctx.font = `600 ${11 * colours.size}px ${colours.font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const left = Math.max(10, view.canvasToDOM({ x: scene.box.left, y: 0 }).x + 10);
  for (const lane of scene.lanes) {
    const top = view.canvasToDOM({ x: 0, y: lane.top }).y;
    const bottom = view.canvasToDOM({ x: 0, y: lane.bottom }).y;
    if (bottom < 24 || top > height - AXIS - 10 || bottom - top < 12 * colours.size) continue;
    const y = Math.min(Math.max(top, 0) + 11 * colours.size, bottom - 8);
    const name = clip(ctx, laneName(lane), width - left - 70);
    ctx.fillStyle = colours.band;
    ctx.globalAlpha = 0.85;
    roundRect(ctx, left - 4, y - 8 * colours.size, ctx.measureText(name).width + 8, 16 * colours.size, 5);
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.fillStyle = colours.quiet;
    ctx.fillText(name, left, y);
  }
}

function laneName(lane) {
  const named = scene.spines.filter((spine) => spine.label && lane.top <= spine.y && spine.y < lane.bottom);
  const said = named.length > 2 ? [`${named.length} series`] : named.map((spine) => `series: ${spine.label}`);
  return [lane.label, ...said].join("  ·  ");
}

function clip(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  let cut = text;
  while (cut && ctx.measureText(`${cut}…`).width > width) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}

const AXIS = 28;

function axis(ctx, width, height) {
  ctx.fillStyle = colours.paper;
  ctx.fillRect(0, height - AXIS, width, AXIS);
  ctx.fillStyle = colours.line;
  ctx.fillRect(0, height - AXIS, width, 1);
  ctx.font = `500 ${12 * colours.size}px ${colours.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colours.quiet;
  let free = -Infinity;
  for (const column of [...scene.columns].reverse()) {
    const at = view.canvasToDOM({ x: column.x, y: 0 }).x;
    const text = column.year === null ? "no date" : String(column.year);
    const half = ctx.measureText(text).width / 2 + 5;
    const x = at < 0 || at > width ? at : Math.min(Math.max(at, half), width - half); // whole, where its year is in sight
    if (x < -half || x > width + half || (free !== -Infinity && x + half > free)) continue;
    ctx.fillText(text, x, height - AXIS / 2 + 1);
    free = x - half;
  }
}

// --- vis-network itself.

let hovered = null;
const dataNodes = new vis.DataSet(read("vis-nodes").map((node) => ({ ...node, shape: "custom", ctxRenderer: painter })));
const dataEdges = new vis.DataSet(read("vis-edges"));
const view = new vis.Network(byId("canvas"), { nodes: dataNodes, edges: dataEdges }, read("vis-options"));

function setUpDrawing() {
  const inner = byId("canvas").firstElementChild;
  inner.removeAttribute("tabindex"); // the outer box is the one stop for the keyboard
  view.on("beforeDrawing", backdrop);
  view.on("afterDrawing", frame);
  view.on("click", clicked);
  view.on("doubleClick", ({ nodes }) => nodes.length && toggleFold(nodes[0]));
  view.on("hoverNode", ({ node }) => hover(node));
  view.on("blurNode", () => hover(null));
  view.on("zoom", limitZoom);
  systemDark.addEventListener("change", recolour);
  new ResizeObserver(() => resized()).observe(byId("canvas"));
}

function clicked({ nodes, edges }) {
  if (nodes.length) select(nodes[0]);
  else if (edges.length) selectLine(edges[0]);
  else change({ work: null, line: null });
}

function hover(id) {
  hovered = id;
  byId("canvas").style.cursor = id ? "pointer" : "";
}

function limitZoom() {
  const scale = view.getScale();
  if (scale < leastZoom()) view.moveTo({ scale: leastZoom() });
  if (scale > 4) view.moveTo({ scale: 4 });
}

let widthBefore = 0;
function resized() {
  const width = byId("canvas").clientWidth;
  if (width && Math.abs(width - widthBefore) > 40) showReadable();
  if (width) widthBefore = width;
}

const windowSize = () => [byId("canvas").clientWidth, byId("canvas").clientHeight - AXIS];

// The scale at which all of it is in the window, however small.
function wholeScale() {
  const { left, right, height } = scene.box;
  const [wide, high] = windowSize();
  return Math.min(wide / (right - left), high / (height + 16), 1.7);
}

const leastZoom = () => Math.min(0.12, wholeScale());

// All of it, whether or not its words can be read.
function showAll(instant = true) {
  show(wholeScale(), { x: 0, y: 0 }, instant);
}

// As much as can be read: all of it if its words stay legible, else from the selected work (or the latest) back.
function showReadable() {
  const { left, right, height } = scene.box;
  const least = windowSize()[0] < 600 ? 0.74 : 0.6;
  const anchor = works.get(state.work) || held[held.length - 1] || { x: (left + right) / 2, y: height / 2 };
  show(Math.max(wholeScale(), least), anchor, true);
}

function show(scale, anchor, instant) {
  const { left, right, height } = scene.box;
  const [wide, high] = windowSize().map((length) => length / scale);
  const x = centre(left, right, wide, Math.min(right, anchor.x + 60) - wide * 0.32);
  const y = centre(-6, height + 10, high, anchor.y);
  view.moveTo({ position: { x, y: y + AXIS / 2 / scale }, scale, animation: instant ? false : GLIDE });
}

// The middle of the window on one axis: the middle of all if all fits, else near the wish, within the bounds.
function centre(from, to, window, wish) {
  if (to - from <= window * 1.0001) return (from + to) / 2;
  return Math.min(Math.max(wish, from + window / 2), to - window / 2);
}

function bringIntoView(id) {
  const node = works.get(id);
  const at = view.canvasToDOM({ x: node.x, y: node.y });
  const [wide, high] = [byId("canvas").clientWidth, byId("canvas").clientHeight - AXIS];
  if (at.x > 50 && at.x < wide - 50 && at.y > 40 && at.y < high - 40) return;
  view.moveTo({ position: { x: node.x, y: node.y }, animation: calm() ? false : GLIDE });
}

const GLIDE = { duration: 250 };
// Whether to jump: where asked for, and where so much is drawn that a glide would crawl.
const calm = () => scene.lines.length > 250 || matchMedia("(prefers-reduced-motion: reduce)").matches;

const zoomBy = (factor) => view.moveTo({ scale: Math.min(4, Math.max(leastZoom(), view.getScale() * factor)) });

function recolour() {
  readColours();
  restyle(state, shades);
}

function restyle(now, seen) {
  shades = seen;
  const drawn = new Set(seen.drawn.map((line) => line.id));
  dataNodes.update(scene.nodes.map((node) => ({ id: node.id, hidden: !seen.shown.has(node.id) })));
  dataEdges.update(
    scene.lines.map((line) => ({ id: line.id, hidden: !drawn.has(line.id), ...edgeStyle(line, now, seen) }))
  );
  view.redraw();
}

function edgeStyle(line, now, seen) {
  const chosen = line.id === now.line || line.from === now.work || line.to === now.work;
  const calmed = scene.lines.length > 250 ? 0.34 : 0.9; // many lines together must not hide what they join
  const pale = !seen.bright.has(line.id) ? 0.08 : chosen ? 0.95 : now.line || now.work ? Math.min(calmed, 0.25) : calmed;
  const ink = tone(scene.relations[line.relation].ink);
  const width = 1.5 + 0.4 * Math.min(4, line.refs.length - 1) + (line.id === now.line ? 2 : 0);
  return { color: { color: ink, highlight: ink, hover: ink, opacity: pale }, width };
}
