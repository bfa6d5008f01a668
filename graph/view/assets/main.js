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
  showAll();
  window.addEventListener("hashchange", () => {
    Object.assign(state, fromFragment(location.hash));
    tell();
  });
  document.documentElement.dataset.ready = "true";
}

start();
