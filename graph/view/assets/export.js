// What is drawn now, as a still picture: SVG from the same paths, PNG from that SVG, print from both.

const FAMILY = "system-ui, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

function picture() {
  const seen = visible(state);
  const { left, right, height } = scene.box;
  const wide = Math.max(right - left, 420);
  const key = legendRows(seen, wide);
  const high = 44 + height + 34 + key.height + 12;
  const root = svg("svg", { xmlns: SVG, viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, "font-family": FAMILY, role: "img", "aria-label": scene.title });
  root.append(svg("rect", { width: wide, height: high, fill: colours.paper }));
  root.append(svg("text", { x: 16, y: 28, "font-size": 16, "font-weight": 700, fill: colours.ink }, fitted(scene.title, wide - 32, 16)));
  const body = svg("g", { transform: `translate(${-left},44)` });
  drawLanes(body, left, right);
  drawYears(body, height);
  const pale = svg("g", { opacity: 0.1 }); // one group, so that many pale lines do not add up to a dark one
  body.append(pale);
  for (const line of seen.drawn) (seen.bright.has(line.id) ? body : pale).append(...drawLine(line));
  for (const node of scene.nodes) if (seen.shown.has(node.id)) body.append(drawWork(node, seen.lit.has(node.id)));
  root.append(body);
  key.group.setAttribute("transform", `translate(0,${44 + height + 34})`);
  root.append(key.group);
  return root;
}

const fitted = (text, width, size) => (text.length * size * 0.55 <= width ? text : `${text.slice(0, Math.floor(width / (size * 0.55)))}…`);

function drawLanes(body, left, right) {
  for (const lane of scene.lanes) {
    body.append(svg("rect", { x: left, y: lane.top, width: right - left, height: lane.bottom - lane.top, rx: 10, fill: colours.band }));
  }
  for (const column of scene.columns) {
    body.append(svg("path", { d: `M${column.x},0V${scene.box.height}`, stroke: colours.line, "stroke-dasharray": column.year === null ? "2 4" : null }));
  }
  for (const spine of scene.spines) {
    body.append(svg("path", { d: `M${spine.x1},${spine.y}H${spine.x2}`, stroke: colours.spine, "stroke-width": 18, "stroke-linecap": "round" }));
  }
  for (const lane of scene.lanes) {
    body.append(svg("text", { x: left + 10, y: lane.top + 17, "font-size": 11, "font-weight": 600, fill: colours.quiet }, fitted(laneName(lane), right - left - 20, 11)));
  }
}

function drawYears(body, height) {
  for (const column of scene.columns) {
    body.append(svg("text", { x: column.x, y: height + 18, "font-size": 12, "text-anchor": "middle", fill: colours.quiet }, column.year ?? "no date"));
  }
}

function drawLine(line) {
  const style = scene.relations[line.relation];
  const ink = tone(style.ink);
  const opacity = 0.9;
  return [
    svg("path", { d: line.path, fill: "none", stroke: ink, opacity, "stroke-width": 1.5 + 0.4 * Math.min(4, line.refs.length - 1), "stroke-dasharray": style.dash.join(" ") || null }),
    svg("path", { d: line.head, fill: ink, opacity }),
  ];
}

function drawWork(node, lit) {
  const ink = tone(scene.kinds[node.kind].ink);
  const group = svg("g", { opacity: lit ? null : 0.16 });
  const filled = node.held || node.kind !== "resolution";
  group.append(svg("title", {}, said(node)));
  group.append(svg("path", { d: node.path, transform: `translate(${node.x},${node.y})`, fill: filled ? ink : colours.paper, stroke: ink, "stroke-width": 2, "stroke-linejoin": "round" }));
  const first = node.above ? node.y - node.size - 8 - 14 * (node.lines.length - 1) : node.y + node.size + 16;
  node.lines.forEach((line, row) => group.append(svg("text", { x: node.x, y: first + 14 * row, "font-size": 12, "font-weight": node.held ? 700 : 500, "text-anchor": "middle", fill: colours.ink, stroke: colours.paper, "stroke-width": 3, "paint-order": "stroke" }, line)));
  return group;
}

// The legend of what is shown, in as many rows as the width asks for.
function legendRows(seen, wide) {
  const relations = [...new Set(seen.drawn.map((line) => line.relation))];
  const kinds = [...new Set(scene.nodes.filter((node) => seen.shown.has(node.id)).map((node) => node.kind))];
  const items = [...relations.map((id) => [sample(id), scene.relations[id].label, scene.relations[id].ink, 50]), ...kinds.map((id) => [shape(id), scene.kinds[id].label, scene.kinds[id].ink, 20])];
  const group = svg("g", { "font-size": 12 });
  let [x, y] = [16, 0];
  for (const [face, text, ink, room] of items) {
    const width = room + text.length * 7 + 18;
    if (x + width > wide - 8 && x > 16) [x, y] = [16, y + 22];
    face.setAttribute("x", x);
    face.setAttribute("y", y);
    inkIn(face, tone(ink));
    group.append(face, svg("text", { x: x + room, y: y + 11, fill: colours.ink }, text));
    x += width;
  }
  return { group, height: items.length ? y + 22 : 0 };
}

// A still picture has no style sheet: say the colours on the paths themselves.
function inkIn(face, ink) {
  face.removeAttribute("style");
  for (const path of face.querySelectorAll(".stroke")) fill(path, { fill: "none", stroke: ink, "stroke-width": 1.8 }, []);
  for (const path of face.querySelectorAll(".fill")) fill(path, { fill: ink }, []);
}

const svgText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture())}\n`;

function save(blob, ending) {
  const url = URL.createObjectURL(blob);
  const name = scene.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "lineage";
  el("a", { href: url, download: `${name}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function savePng() {
  const drawn = picture();
  const [width, height] = [Number(drawn.getAttribute("width")), Number(drawn.getAttribute("height"))];
  const scale = Math.min(2, 16000 / Math.max(width, height));
  const image = new Image();
  image.onload = () => {
    const canvas = el("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, "png"), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText())}`;
}

function setUpExport() {
  byId("save-svg").addEventListener("click", () => save(new Blob([svgText()], { type: "image/svg+xml" }), "svg"));
  byId("save-png").addEventListener("click", savePng);
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", () => byId("print-figure").replaceChildren());
}

function beforePrint() {
  const seen = visible(state);
  fillTable(state, seen);
  onPaper = true;
  readColours();
  byId("print-figure").replaceChildren(picture());
  onPaper = false;
  readColours();
}
