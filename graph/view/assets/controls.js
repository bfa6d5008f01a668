// Legend and filters in one, search, focus bar, toolbar.

const FACETS = [
  ["relation", "Relations", (id) => [sample(id), scene.relations[id].label]],
  ["kind", "Kinds", (id) => [shape(id), scene.kinds[id].label]],
  ["body", "Bodies", (id) => [bodyChip(id)]],
];

// A body with a very long name goes by its abbreviation; its full name is said to who hears or points.
function bodyChip(id) {
  const name = bodyName(id);
  return name.length > 40 ? el("abbr", { title: name }, id.toUpperCase()) : name;
}

function valuesOf(facet) {
  const all = counts(facet, fresh());
  return [...all].filter(([, count]) => count).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => id);
}

const chips = new Map();

function setUpFacets() {
  const box = byId("facets");
  for (const [facet, title, face] of FACETS) {
    const values = valuesOf(facet);
    if (values.length) box.append(group(title, values.map((id) => facetChip(facet, id, face(id)))), " ");
  }
  if (years.length > 1) box.append(yearFields());
  box.append(el("button", { type: "button", id: "reset", onclick: reset }, "Show everything"));
  if (matchMedia("(max-width: 700px)").matches) byId("filters").open = false;
}

// A named group that flows like words, so that the legend takes no more lines than it needs.
function group(title, content) {
  const [first, ...rest] = content.flat();
  const start = el("span", { class: "keep" }, el("span", { class: "facet-title", "aria-hidden": "true" }, title), " ", first);
  return el("div", { role: "group", "aria-label": title, class: "facet-group" }, start, rest.flatMap((item) => [" ", item]));
}

function facetChip(facet, id, face) {
  const count = el("span", { class: "count" });
  const button = el("button", { type: "button", class: "facet", "data-facet": facet, "data-id": id, "aria-pressed": "true", onclick: () => toggleOff(facet, id) }, face, count);
  chips.set(`${facet} ${id}`, { button, count });
  return button;
}

function yearFields() {
  const field = (id, label, key, fallback) => {
    const input = el("input", { id, type: "number", min: firstYear, max: lastYear, value: fallback, inputmode: "numeric" });
    input.addEventListener("change", () => {
      const year = Number.parseInt(input.value, 10);
      change({ [key]: Number.isNaN(year) || year === fallback ? null : year });
    });
    return el("span", { class: "keep" }, el("label", { for: id }, label), " ", input);
  };
  return group("Years", [field("year-from", "from", "from", firstYear), field("year-to", "to", "to", lastYear), el("span", { id: "year-count", class: "count" })]);
}

function showFacets(now, seen) {
  for (const [facet] of FACETS) {
    const counted = counts(facet, now);
    for (const id of valuesOf(facet)) {
      const { button, count } = chips.get(`${facet} ${id}`);
      button.setAttribute("aria-pressed", String(!now.off[facet].has(id)));
      count.textContent = String(counted.get(id) || 0);
    }
  }
  if (byId("year-from")) {
    byId("year-from").value = now.from ?? firstYear;
    byId("year-to").value = now.to ?? lastYear;
    byId("year-count").textContent = plural(seen.shown.size, "work");
  }
  const plain = toFragment({ ...now, work: null, line: null, table: false }) === "";
  byId("reset").hidden = plain;
}

function reset() {
  change({ ...fresh(), work: state.work, line: state.line, table: state.table });
  showReadable();
}

// --- focus and its generations

function showFocus(now) {
  const bar = byId("focus-bar");
  bar.hidden = !now.focus;
  if (!now.focus) return;
  const depth = now.generations;
  const step = (by) => change({ generations: Math.max(1, (Number.isFinite(depth) ? depth : deepest(now) + (by < 0 ? 0 : 1)) + by) });
  bar.replaceChildren(
    el("span", {}, "Focus on ", el("strong", {}, el("bdi", {}, short(works.get(now.focus))))),
    el("span", { role: "group", "aria-label": "Generations" },
      el("button", { type: "button", "aria-label": "One generation less", onclick: () => step(-1) }, "−"),
      el("output", {}, Number.isFinite(depth) ? plural(depth, "generation") : "all generations"),
      el("button", { type: "button", "aria-label": "One generation more", disabled: !Number.isFinite(depth), onclick: () => step(1) }, "+")),
    el("button", { type: "button", onclick: () => focusOn(null) }, "End")
  );
}

// The number of steps to the farthest work that the focus reaches.
function deepest(now) {
  const drawn = scene.lines.filter((line) => !now.off.relation.has(line.relation));
  const all = reach(now.focus, drawn, Infinity).size;
  let depth = 1;
  while (depth < 200 && reach(now.focus, drawn, depth).size < all) depth += 1;
  return depth;
}

// --- search

function setUpSearch() {
  const input = byId("search");
  input.addEventListener("input", () => showFound(input.value));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeFound();
    if (event.key === "Enter") byId("found").querySelector("button")?.click();
    if (event.key === "ArrowDown") moveFound(event, 0);
  });
  byId("found").addEventListener("keydown", (event) => {
    const here = [...byId("found").querySelectorAll("button")].indexOf(document.activeElement);
    if (event.key === "ArrowDown") moveFound(event, here + 1);
    if (event.key === "ArrowUp") moveFound(event, here - 1);
    if (event.key === "Escape") {
      input.focus();
      closeFound();
    }
  });
  document.addEventListener("pointerdown", (event) => event.target.closest(".find") || closeFound());
}

function moveFound(event, to) {
  event.preventDefault();
  const buttons = byId("found").querySelectorAll("button");
  (buttons[to] || byId("search")).focus();
}

function showFound(query) {
  const found = search(query);
  const list = byId("found");
  byId("found-count").textContent = query.trim() ? plural(found.length, "work") + " found" : "";
  list.hidden = !query.trim();
  list.replaceChildren(
    ...found.slice(0, 40).map((node) => el("button", { type: "button", onclick: () => choose(node.id) }, shape(node.kind), el("bdi", {}, short(node)), nameAfter(node), el("span", { class: "count" }, node.year ?? ""))),
    ...(found.length ? [] : [el("p", { class: "note" }, "Nothing found")])
  );
}

function choose(id) {
  closeFound();
  reveal(id);
  pick(id);
}

// A filter must not hide what the reader asked for by name.
function reveal(id) {
  if (visible(state).shown.has(id)) return;
  change({ ...fresh(), table: state.table });
}

function closeFound() {
  byId("found").hidden = true;
}

// --- toolbar

const THEMES = [["", "Theme: auto", "as the system"], ["light", "Theme: light", "light"], ["dark", "Theme: dark", "dark"]];

function setUpTools() {
  byId("as-table").addEventListener("click", () => change({ table: !state.table }));
  byId("theme").addEventListener("click", nextTheme);
  byId("zoom-in").addEventListener("click", () => zoomBy(1.25));
  byId("zoom-out").addEventListener("click", () => zoomBy(0.8));
  byId("zoom-all").addEventListener("click", () => showAll(calm()));
  for (const link of document.querySelectorAll("[data-skip]")) link.addEventListener("click", skip);
}

function skip(event) {
  event.preventDefault(); // the fragment holds the state, so a link may not take it
  const target = event.currentTarget.dataset.skip;
  if (target === "table") change({ table: true });
  byId(target).focus();
}

function nextTheme() {
  const root = document.documentElement;
  const now = THEMES.findIndex(([id]) => id === (root.dataset.theme || ""));
  const [id, text, label] = THEMES[(now + 1) % THEMES.length];
  if (id) root.dataset.theme = id;
  else delete root.dataset.theme;
  byId("theme").textContent = text;
  byId("theme").setAttribute("aria-label", `Colours: ${label}`);
  recolour();
}
