// What there is: the data block read once, its indexes, and the questions the page asks of them.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const scene = read("scene");

const works = new Map(scene.nodes.map((node) => [node.id, node]));
const lines = new Map(scene.lines.map((line) => [line.id, line]));
const going = new Map(); // work -> the lines of what it cites
const coming = new Map(); // work -> the lines of what cites it
for (const line of scene.lines) {
  push(going, line.from, line);
  push(coming, line.to, line);
}

function push(map, key, value) {
  if (!map.has(key)) map.set(key, []);
  map.get(key).push(value);
}

const linesFrom = (id) => going.get(id) || [];
const linesTo = (id) => coming.get(id) || [];
const held = scene.nodes.filter((node) => node.held);
const years = scene.columns.map((column) => column.year).filter((year) => year !== null);
const firstYear = years[0] ?? null;
const lastYear = years[years.length - 1] ?? null;

const bodyName = (id) => scene.bodies[id] || id || "Without a body";
const short = (node) => node.symbol || node.name || node.id;
const said = (node) => [node.symbol, node.name].filter(Boolean).join(", ") || node.id;

// --- filters: a work passes by kind, body and year; a line by its relation and both its ends.

function passes(node, state, but) {
  return (
    (but === "kind" || !state.off.kind.has(node.kind)) &&
    (but === "body" || !state.off.body.has(node.body)) &&
    (but === "year" || inYears(node, state))
  );
}

function inYears(node, state) {
  if (state.from === null && state.to === null) return true;
  if (node.year === null) return false;
  return node.year >= (state.from ?? -Infinity) && node.year <= (state.to ?? Infinity);
}

// How many works or references each value of a facet would show, the other facets as they are.
function counts(facet, state) {
  const counted = new Map();
  const add = (key, n) => counted.set(key, (counted.get(key) || 0) + n);
  if (facet === "relation") {
    for (const line of scene.lines) {
      const ends = passes(works.get(line.from), state) && passes(works.get(line.to), state);
      add(line.relation, ends ? line.refs.length : 0);
    }
  } else {
    for (const node of scene.nodes) add(node[facet], passes(node, state, facet) ? 1 : 0);
  }
  return counted;
}

// --- what is shown, what is pale, what is hidden.

function visible(state) {
  const shown = new Set(scene.nodes.filter((node) => passes(node, state)).map((node) => node.id));
  fold(shown, state);
  let drawn = scene.lines.filter((line) => open(line, shown, state));
  const lit = new Set(shown);
  for (const id of shown) {
    const had = linesFrom(id).length + linesTo(id).length;
    if (had && !touched(id, drawn)) lit.delete(id);
  }
  if (state.focus && shown.has(state.focus)) narrow(state, shown, lit, drawn);
  drawn = drawn.filter((line) => shown.has(line.from) && shown.has(line.to));
  const bright = new Set(drawn.filter((line) => lit.has(line.from) && lit.has(line.to)).map((line) => line.id));
  return { shown, lit, drawn, bright };
}

const touched = (id, drawn) => drawn.some((line) => line.from === id || line.to === id);

const open = (line, shown, state) =>
  shown.has(line.from) && shown.has(line.to) && !state.off.relation.has(line.relation);

// A folded work hides what only it (and other folded works) cites; a held work stays.
function fold(shown, state) {
  for (const id of state.folded) {
    for (const line of linesFrom(id)) {
      const node = works.get(line.to);
      if (!node.held && linesTo(line.to).every((each) => state.folded.has(each.from))) shown.delete(line.to);
    }
  }
}

function narrow(state, shown, lit, drawn) {
  const near = reach(state.focus, drawn, state.generations);
  const all = reach(state.focus, drawn, Infinity);
  for (const id of [...shown]) {
    if (near.has(id)) continue;
    lit.delete(id);
    if (all.has(id)) shown.delete(id);
  }
}

// The work, its ancestors (what it cites, what these cite ...) and its descendants, so many steps each way.
function reach(start, drawn, limit) {
  const found = new Set([start]);
  const ahead = new Map();
  const behind = new Map();
  for (const line of drawn) {
    push(ahead, line.from, line.to);
    push(behind, line.to, line.from);
  }
  for (const next of [ahead, behind]) {
    const seen = new Set([start]);
    let layer = [start];
    for (let step = 0; step < limit && layer.length; step += 1) {
      layer = layer.flatMap((id) => next.get(id) || []).filter((id) => !seen.has(id) && seen.add(id));
    }
    for (const id of seen) found.add(id);
  }
  return found;
}

// --- search: every word must be in what the work is called, or in a paragraph that cites it; symbols come first.

const fold_case = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const index = scene.nodes.map((node) => {
  const called = [node.id, node.symbol, node.name, node.names.join(" "), node.lines.join(" ")].join(" ");
  const cited = linesTo(node.id)
    .flatMap((line) => line.refs)
    .map((ref) => [scene.refs[ref].text, scene.refs[ref].subject, textOf(scene.refs[ref].paragraph)].join(" "));
  return { node, called: fold_case(called), cited: fold_case(cited.join(" ")) };
});

function textOf(part) {
  return part && scene.parts[part] ? scene.parts[part].text : "";
}

// Whether it is the symbol that is asked for, or its end from a slash on: 72/99 asks for A/RES/72/99.
function isSymbol(node, asked) {
  return `/${fold_case(node.symbol || "").replace(/\s/g, "")}`.endsWith(`/${asked}`);
}

function search(query) {
  const words = fold_case(query).split(/\s+/).filter(Boolean);
  const asked = words.join("");
  if (!words.length) return [];
  const ranked = [];
  for (const entry of index) {
    const byName = words.every((word) => entry.called.includes(word));
    if (byName || words.every((word) => entry.called.includes(word) || entry.cited.includes(word))) {
      ranked.push({ node: entry.node, rank: isSymbol(entry.node, asked) ? (entry.node.held ? 0 : 1) : byName ? 2 : 3 });
    }
  }
  return ranked.sort((a, b) => a.rank - b.rank || b.node.cited - a.node.cited).map((entry) => entry.node);
}
