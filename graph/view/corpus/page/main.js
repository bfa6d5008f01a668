// Put it together and start where the address says.

import { setUpFacets, setUpSearch, setUpTools, showFacets } from "./controls.js";
import { setUpGround } from "./ground.js";
import { setUpInk } from "./ink.js";
import { setUpKeys } from "./keys.js";
import { number, works } from "./model.js";
import { around, showFocus, showPanel } from "./panel.js";
import { fromFragment, onChange, state, tell } from "./state.js";
import { bulk, frame, goTo, litNow, resting, restyle, setUpStage, view } from "./stage.js";

function start() {
  Object.assign(state, fromFragment(location.hash));
  setUpStage();
  setUpGround();
  setUpInk();
  setUpFacets();
  setUpSearch();
  setUpTools();
  setUpKeys();
  for (const listener of [(_, seen) => restyle(seen), showPanel, showFacets, showFocus]) onChange(listener);
  tell();
  lookThere();
  window.addEventListener("hashchange", () => {
    Object.assign(state, fromFragment(location.hash));
    tell();
    lookThere();
  });
  window.recalling = Object.freeze({ position, seen, resting });
  document.documentElement.dataset.ready = "true";
}

function lookThere() {
  if (state.at) goTo(state.at);
  else if (state.work !== null) frame(around(state.work));
}

// For who embeds the page or tests it: where a work stands in the drawing, in pixels, and what is lit and drawn.

function position(id) {
  const now = view();
  const i = number.get(id);
  return { x: now.x(works.x[i]), y: now.y(works.y[i]) };
}

const seen = () => ({ lit: works.id.filter((_, i) => litNow()[i]), bulk: bulk() });

start();
