// The same data as a table: one row a reference, filtered as the drawing is.

const COLUMNS = [
  ["From", (row) => short(works.get(row.ref.source)), (row) => workButton(works.get(row.ref.source))],
  ["Place", (row) => row.order, (row) => row.ref.where],
  ["Relation", (row) => scene.relations[row.ref.relation].label, (row) => relationChip(row.ref.relation)],
  ["To", (row) => (row.node ? short(row.node) : "\uffff"), (row) => (row.node ? workButton(row.node) : `not resolved: ${row.ref.reason}`)],
  ["Date", (row) => row.node?.date || "\uffff", (row) => row.node?.date || ""],
  ["Words", (row) => row.ref.text, (row) => el("bdi", {}, row.ref.text)],
];
let sorting = { column: 1, down: false };

function rowsOf(now, seen) {
  const rows = [];
  for (const line of seen.drawn) if (seen.bright.has(line.id)) for (const index of line.refs) rows.push({ ref: scene.refs[index], node: works.get(line.to), order: index });
  scene.unresolved.forEach((ref, index) => {
    if (seen.lit.has(ref.source) && !now.off.relation.has(ref.relation)) rows.push({ ref, node: null, order: scene.refs.length + index });
  });
  const key = COLUMNS[sorting.column][1];
  rows.sort((a, b) => compare(key(a), key(b)) || a.order - b.order);
  return sorting.down ? rows.reverse() : rows;
}

const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true }));

function showTable(now, seen) {
  byId("table").hidden = !now.table;
  byId("stage").hidden = now.table;
  byId("as-table").setAttribute("aria-pressed", String(now.table));
  if (now.table) fillTable(now, seen);
}

function fillTable(now, seen) {
  const rows = rowsOf(now, seen);
  const all = scene.refs.length + scene.unresolved.length;
  byId("table").replaceChildren(
    el("table", {}, el("caption", {}, `${plural(rows.length, "reference")} of ${all}`), el("thead", {}, el("tr", {}, COLUMNS.map(header))), el("tbody", {}, rows.map(tableRow)))
  );
}

function header([title], column) {
  const sorted = sorting.column === column;
  const button = el("button", { type: "button", "data-column": column }, title, el("span", { "aria-hidden": "true" }, sorted ? (sorting.down ? " ↓" : " ↑") : ""));
  button.addEventListener("click", () => {
    sorting = { column, down: sorted && !sorting.down };
    fillTable(state, visible(state));
    byId("table").querySelector(`[data-column="${column}"]`).focus();
  });
  return el("th", { scope: "col", "aria-sort": sorted ? (sorting.down ? "descending" : "ascending") : null }, button);
}

const tableRow = (row) => el("tr", {}, COLUMNS.map(([, , cell]) => el("td", {}, cell(row))));
