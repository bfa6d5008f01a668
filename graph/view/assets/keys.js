// The keyboard in the drawing: arrows walk from work to work, letters act on the one that is chosen.

const ACTIONS = {
  Enter: () => byId("panel").focus(),
  Escape: () => change({ work: null, line: null, focus: null, generations: Infinity }),
  f: () => state.work && focusOn(state.focus === state.work ? null : state.work),
  c: () => state.work && toggleFold(state.work),
  "+": () => zoomBy(1.25),
  "=": () => zoomBy(1.25),
  "-": () => zoomBy(0.8),
  0: () => showAll(calm()),
};

const WALKS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function setUpKeys() {
  byId("canvas").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = WALKS[event.key] ? () => walk(...WALKS[event.key]) : ACTIONS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    byId("search").focus();
  });
}

// The nearest shown work in that direction; what lies straight ahead counts as nearer than what lies aside.
function walk(dx, dy) {
  const from = works.get(state.work);
  const shown = scene.nodes.filter((node) => shades.shown.has(node.id) && node.id !== state.work);
  if (!from) return land(held.find((node) => shades.shown.has(node.id)) || shown[0]);
  const cost = (node) => {
    const [along, aside] = dx ? [(node.x - from.x) * dx, Math.abs(node.y - from.y)] : [(node.y - from.y) * dy, Math.abs(node.x - from.x)];
    return along > 0.5 ? along + aside * 2.5 : Infinity;
  };
  const best = shown.map((node) => [cost(node), node]).filter(([far]) => far < Infinity).sort((a, b) => a[0] - b[0])[0];
  return best ? land(best[1]) : say("Nothing further in this direction");
}

function land(node) {
  if (!node) return;
  select(node.id);
  bringIntoView(node.id);
  const cites = refCount(linesFrom(node.id));
  say(`${said(node)}; ${node.date || "no date"}; ${node.kind}; cited ${plural(node.cited, "time")}${cites ? `; makes ${plural(cites, "reference")}` : ""}`);
}

function say(text) {
  byId("said").textContent = text;
}
