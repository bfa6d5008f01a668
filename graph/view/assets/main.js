// Put it together and start: where the address says, else at the one text that is held.

function start() {
  const here = fromFragment(location.hash);
  Object.assign(state, here);
  if (!location.hash && held.length === 1) state.work = held[0].id;
  readColours();
  setUpDrawing();
  setUpFacets();
  setUpSearch();
  setUpTools();
  setUpExport();
  setUpKeys();
  for (const listener of [restyle, showPanel, showFacets, showFocus, showTable]) onChange(listener);
  tell();
  showReadable();
  window.addEventListener("hashchange", () => {
    Object.assign(state, fromFragment(location.hash));
    tell();
  });
  window.recalling = Object.freeze({ position, seen });
  document.documentElement.dataset.ready = "true";
}

// For who embeds the page or tests it: where a work stands in the drawing, in pixels, and what is shown.

const position = (id) => view.canvasToDOM({ x: works.get(id).x, y: works.get(id).y });

function seen() {
  const { shown, lit, bright } = visible(state);
  return { shown: [...shown], lit: [...lit], lines: [...bright] };
}

start();
