// Where the reader is: one object, written to the address so that it can be shared, read back from it.

const state = fresh();
const listeners = [];

function fresh() {
  return {
    work: null, // the selected work
    line: null, // or the selected line
    focus: null,
    generations: Infinity,
    from: null,
    to: null,
    off: { relation: new Set(), kind: new Set(), body: new Set() },
    folded: new Set(),
    table: false,
  };
}

function onChange(listener) {
  listeners.push(listener);
}

// Change the state, tell everybody, and write the address.
function change(patch) {
  Object.assign(state, patch);
  history.replaceState(null, "", `#${toFragment(state)}`);
  tell();
}

function tell() {
  const seen = visible(state);
  for (const listener of listeners) listener(state, seen);
}

function toFragment(now) {
  const out = new URLSearchParams();
  if (now.work) out.set("work", now.work);
  if (now.line) out.set("line", now.line);
  if (now.focus) out.set("focus", now.focus);
  if (now.focus && Number.isFinite(now.generations)) out.set("generations", now.generations);
  if (now.from !== null || now.to !== null) out.set("years", `${now.from ?? ""}-${now.to ?? ""}`);
  for (const facet of ["relation", "kind", "body"]) for (const id of now.off[facet]) out.append(`no-${facet}`, id);
  for (const id of now.folded) out.append("fold", id);
  if (now.table) out.set("view", "table");
  return out.toString();
}

// What the address says, as far as it makes sense here; anything else is passed over.
function fromFragment(fragment) {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const now = fresh();
  const known = (key, map) => (map.has(said.get(key)) ? said.get(key) : null);
  now.work = known("work", works);
  now.line = now.work ? null : known("line", lines);
  now.focus = known("focus", works);
  const generations = Number.parseInt(said.get("generations"), 10);
  if (now.focus && generations > 0) now.generations = generations;
  const range = /^(\d{0,4})-(\d{0,4})$/.exec(said.get("years") || "");
  if (range) [now.from, now.to] = [range[1], range[2]].map((year) => (year ? Number(year) : null));
  for (const facet of ["relation", "kind", "body"]) now.off[facet] = new Set(said.getAll(`no-${facet}`));
  now.folded = new Set(said.getAll("fold").filter((id) => works.has(id)));
  now.table = said.get("view") === "table";
  return now;
}

const select = (id) => change({ work: id, line: null });
const selectLine = (id) => change({ work: null, line: id });
const focusOn = (id) => change({ focus: id, generations: Infinity });

function toggle(set, id) {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

const toggleFold = (id) => change({ folded: toggle(state.folded, id) });
const toggleOff = (facet, id) => change({ off: { ...state.off, [facet]: toggle(state.off[facet], id) } });
