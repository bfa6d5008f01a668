// The keyboard in the drawing: arrows walk from work to work, letters act on the one that is chosen.

import { byId, plural } from "./dom.js";
import { count, date, from, kinds, rank, said, works } from "./model.js";
import { around } from "./panel.js";
import { choose, filtered, state } from "./state.js";
import { bringIntoView, frame, litNow, panBy, showAll, view, zoomBy } from "./stage.js";

const ACTIONS = {
  Enter: () => byId("panel").focus(),
  Escape: () => choose(null),
  f: () => state.work !== null && frame(around(state.work)),
  "+": () => zoomBy(1.6),
  "=": () => zoomBy(1.6),
  "-": () => zoomBy(1 / 1.6),
  0: showAll,
};

const WALKS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function setUpKeys() {
  byId("canvas").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WALKS[event.key];
    const act = way ? () => (event.shiftKey ? panBy(...way) : walk(...way)) : ACTIONS[event.key];
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

// The nearest work in that direction, of those that pass the filters; straight ahead counts as nearer than aside.
function walk(dx, dy) {
  if (state.work === null) return land(rank.find((i) => litNow()[i]));
  const { slot, row } = view();
  const passes = filtered(state) ? litNow() : null;
  const [x, y] = [works.x[state.work], works.y[state.work]];
  let best = null;
  let least = Infinity;
  for (let i = 0; i < count; i += 1) {
    if (i === state.work || (passes && !passes[i])) continue;
    const [across, down] = [(works.x[i] - x) * slot, (works.y[i] - y) * row];
    const [along, aside] = dx ? [across * dx, Math.abs(down)] : [down * dy, Math.abs(across)];
    const cost = along + aside * 2.5;
    if (along > row * 0.05 && cost < least) [best, least] = [i, cost];
  }
  return best === null ? say("Nothing further in this direction") : land(best);
}

function land(i) {
  if (i === undefined) return;
  choose(i);
  bringIntoView(i);
  const cites = from(i).length;
  say(`${said(i)}; ${date(i) || "no date"}; ${kinds[works.kind[i]].id}; cited ${plural(works.cited[i], "time")}${cites ? `; makes ${plural(cites, "citation")}` : ""}`);
}

function say(text) {
  byId("said").textContent = text;
}
