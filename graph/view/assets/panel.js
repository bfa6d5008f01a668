// The reading panel: one work, one line, or the whole lineage.

const language = new Intl.DisplayNames(["en"], { type: "language" });

function showPanel(now, seen) {
  const panel = byId("panel");
  const content = now.work ? workPanel(works.get(now.work)) : now.line ? linePanel(lines.get(now.line)) : overview(seen);
  panel.replaceChildren(...content.flat(Infinity).filter(Boolean));
  panel.scrollTop = 0;
}

const workButton = (node, text) =>
  el("button", { type: "button", class: "work", onclick: () => pick(node.id) }, shape(node.kind), el("bdi", {}, text || short(node)));

function pick(id) {
  select(id);
  bringIntoView(id);
  byId("panel").focus({ preventScroll: true });
}

// --- one work

function workPanel(node) {
  const into = linesTo(node.id).filter((line) => line.from !== node.id);
  const out = linesFrom(node.id);
  const open = scene.unresolved.filter((ref) => ref.source === node.id);
  const mine = scene.documents.filter((document) => document.key === node.id);
  return [
    heading(node),
    facts(node, mine),
    actions(node),
    mine.flatMap((document) => document.problems).map((problem) => el("p", { class: "note" }, problem)),
    section(`Cited in ${plural(refCount(into), "place")}`, into.length, into.map(incoming)),
    section(`Cites ${plural(out.length, "work")} in ${plural(refCount(out), "place")}`, out.length, outgoing(out)),
    section(`Not resolved (${open.length})`, open.length, open.map(openEnd)),
    !into.length && !out.length && !open.length ? el("p", { class: "note" }, "It cites nothing that could be read, and nothing here cites it.") : null,
  ];
}

const refCount = (some) => some.reduce((sum, line) => sum + line.refs.length, 0);

function heading(node) {
  const title = node.symbol && node.name ? el("p", { class: "title", dir: "auto" }, node.name) : null;
  return el("div", { class: "head" }, el("h2", {}, shape(node.kind), el("bdi", {}, short(node))), title);
}

function facts(node, mine) {
  const rows = [
    ["Kind", node.symbol || node.kind === "event" ? singular(node.kind) : `${singular(node.kind)}, known by name`],
    ["Body", node.body ? bodyName(node.body) : null],
    ["Date", node.date || (node.year ? `not known; drawn at ${node.year} by its symbol` : "not known")],
    ...mine.flatMap(documentFacts),
    ["Part of", node.whole && works.has(node.whole) ? workButton(works.get(node.whole)) : null],
    ["Also", node.names.filter((name) => name !== node.name && name !== node.symbol).join("; ")],
    ["Held", node.held ? null : "no, only cited here"],
  ];
  return el("dl", {}, rows.filter(([, value]) => value).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", { dir: "auto" }, value))));
}

function documentFacts(document) {
  return [
    ["Language", language.of(document.language) || document.language],
    ["Adopted", document.vote],
    ["Meeting", document.meeting],
    ["Session", document.session],
    ["Agenda", document.agenda.join("; ")],
    ["Report", document.report],
    ["Draft", document.draft],
    ["Issued", document.published],
    ["Subjects", longList(document.subjects)],
  ];
}

// A long list is opened only by who asks for it.
function longList(items) {
  if (items.length < 6) return items.join("; ");
  return el("details", {}, el("summary", {}, `${items.slice(0, 3).join("; ")} and ${items.length - 3} more`), items.slice(3).join("; "));
}

const singular = (kind) => kind.charAt(0).toUpperCase() + kind.slice(1);

function actions(node) {
  const focused = state.focus === node.id;
  const folded = state.folded.has(node.id);
  return el(
    "div",
    { class: "actions" },
    node.href
      ? el("a", { href: node.href, rel: "noopener noreferrer", target: "_blank" }, "Read at docs.un.org ↗")
      : null,
    el("button", { type: "button", "aria-pressed": String(focused), onclick: () => focusOn(focused ? null : node.id) }, focused ? "End focus" : "Focus"),
    linesFrom(node.id).length
      ? el("button", { type: "button", "aria-pressed": String(folded), onclick: () => toggleFold(node.id) }, folded ? "Unfold what it cites" : "Fold what it cites")
      : null
  );
}

function section(title, count, content) {
  return count ? el("section", {}, el("h3", {}, title), content) : null;
}

function incoming(line) {
  const refs = line.refs.map((index) => scene.refs[index]);
  return el(
    "article",
    {},
    el("p", { class: "from" }, workButton(works.get(line.from)), relationChip(line.relation), el("span", { class: "where" }, placesOf(refs))),
    evidence(refs)
  );
}

const placesOf = (refs) => [...new Set(refs.map((ref) => ref.where))].join("; ");

// What a work cites, in the order of its paragraphs: the paragraph once, then each cited work.
function outgoing(out) {
  const byParagraph = new Map();
  for (const line of out) for (const index of line.refs) push(byParagraph, `${scene.refs[index].document}:${scene.refs[index].where}`, [index, line]);
  const ordered = [...byParagraph.values()].sort((a, b) => Math.min(...a.map(first)) - Math.min(...b.map(first)));
  return ordered.map((group) => {
    const refs = group.map(([index]) => scene.refs[index]);
    const cited = new Map();
    for (const [, line] of group) cited.set(line.relation, (cited.get(line.relation) || new Set()).add(line.to));
    return el("article", {}, el("h4", {}, refs[0].where), evidence(refs), el("ul", { class: "cited" }, [...cited].map(citedItem)));
  });
}

const first = ([index]) => index;

const citedItem = ([relation, ids]) =>
  el("li", {}, relationChip(relation), [...ids].map((id) => works.get(id)).map((node) => el("span", { class: "named" }, workButton(node), nameAfter(node))));

const nameAfter = (node) => (node.symbol && node.name ? el("span", { class: "name", dir: "auto" }, node.name) : null);

function openEnd(ref) {
  return el("article", {}, el("p", { class: "from" }, relationChip(ref.relation), el("span", { class: "where" }, ref.where)), evidence([ref]), el("p", { class: "note" }, `${singular(ref.status)}: ${ref.reason || "no reason given"}`));
}

// --- one line

function linePanel(line) {
  const refs = line.refs.map((index) => scene.refs[index]);
  return [
    el("div", { class: "head" }, el("h2", { class: "pair" }, workButton(works.get(line.from)), relationChip(line.relation), workButton(works.get(line.to))), nameAfter(works.get(line.to))),
    refs.map((ref) => el("article", {}, el("h4", {}, ref.where), evidence([ref]), reading(ref))),
  ];
}

function reading(ref) {
  const rows = [
    ["Governing words", ref.verb],
    ["Printed date", ref.date],
    ["On", ref.subject],
    ["Part cited", ref.target_part],
    ["Footnote", ref.note],
    ["Status", ref.status === "resolved" ? null : `${ref.status}: ${ref.reason}`],
  ].filter(([, value]) => value);
  return rows.length ? el("dl", {}, rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", { dir: "auto" }, value)))) : null;
}

// --- all of it

function overview(seen) {
  const top = [...scene.nodes].filter((node) => node.cited > 1).sort((a, b) => b.cited - a.cited || (a.id < b.id ? -1 : 1)).slice(0, 8);
  return [
    el("div", { class: "head" }, el("h2", {}, "The whole lineage")),
    el("p", {}, `${plural(scene.nodes.length, "work")}, ${plural(held.length, "of them held", "of them held")}; ${plural(scene.refs.length, "reference")} resolved, ${scene.unresolved.length} not. Drawn now: ${plural(seen.shown.size, "work")}.`),
    el("p", { class: "note" }, "Choose a work or a line to read the paragraph that cites. Filled marks of resolutions are held texts, hollow ones are only cited; a larger mark is cited more often."),
    section("Texts held", held.length, el("ul", { class: "cited" }, held.slice(0, 60).map((node) => el("li", {}, workButton(node), nameAfter(node))))),
    section("Cited most", top.length, el("ul", { class: "cited" }, top.map((node) => el("li", {}, el("span", { class: "count" }, `${node.cited} ×`), workButton(node), nameAfter(node))))),
  ];
}
