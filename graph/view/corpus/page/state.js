// Where the reader is: one object, written to the address so that it can be shared, read back from it.

import { bodies, citations, count, from, kinds, matches, number, relation, relations, source, target, to, works } from "./model.js";

export const FACETS = { relation: relations, kind: kinds, body: bodies };
const places = Object.fromEntries(Object.entries(FACETS).map(([facet, values]) => [facet, new Map(values.map((value, i) => [value.id, i]))]));

export const state = fresh();
const listeners = [];

export function fresh() {
  return {
    work: null, // the chosen work: it, what it cites and what cites it are lit
    generations: 1,
    query: "",
    only: { relation: new Set(), kind: new Set(), body: new Set() }, // an empty set asks for nothing in particular
    from: null,
    to: null,
    at: null, // [slot, row, ratio] of the camera, or all of it
  };
}

export const onChange = (listener) => listeners.push(listener);

// Change the state, tell everybody, and write the address.
export function change(patch) {
  Object.assign(state, patch);
  write();
  tell();
}

export function write() {
  history.replaceState(null, "", `#${toFragment(state)}`);
}

export function tell() {
  const seen = visible(state);
  for (const listener of listeners) listener(state, seen);
}

export function toFragment(now) {
  const out = new URLSearchParams();
  if (now.work !== null) out.set("work", works.id[now.work]);
  if (now.work !== null && now.generations !== 1) out.set("generations", now.generations);
  if (now.query.trim()) out.set("words", now.query.trim());
  for (const [facet, values] of Object.entries(FACETS)) for (const i of now.only[facet]) out.append(facet, values[i].id);
  if (now.from !== null || now.to !== null) out.set("years", `${now.from ?? ""}-${now.to ?? ""}`);
  if (now.at) out.set("at", now.at.join(" "));
  return out.toString();
}

// What the address says, as far as it makes sense here; anything else is passed over.
export function fromFragment(fragment) {
  const asked = new URLSearchParams(fragment.replace(/^#/, ""));
  const now = fresh();
  now.work = number.get(asked.get("work")) ?? null;
  const generations = Number.parseInt(asked.get("generations"), 10);
  if (generations > 0 && generations < 100) now.generations = generations;
  now.query = (asked.get("words") || "").slice(0, 200);
  for (const facet of Object.keys(FACETS)) now.only[facet] = new Set(asked.getAll(facet).map((id) => places[facet].get(id)).filter((i) => i !== undefined));
  const range = /^(\d{0,4})-(\d{0,4})$/.exec(asked.get("years") || "");
  if (range) [now.from, now.to] = [range[1], range[2]].map((year) => (year ? Number(year) : null));
  const at = (asked.get("at") || "").split(" ").map(Number);
  if (at.length === 3 && at.every(Number.isFinite) && at[2] > 0) now.at = at;
  return now;
}

export const choose = (work) => change({ work, generations: 1 });

export function toggle(facet, i) {
  const next = new Set(state.only[facet]);
  if (!next.delete(i)) next.add(i);
  change({ only: { ...state.only, [facet]: next } });
}

export const filtered = (now) =>
  Boolean(now.query.trim()) || now.from !== null || now.to !== null || Object.values(now.only).some((set) => set.size);

// --- what is lit. Works pass by kind, body, year and words; a citation by its relation and one of its ends.

let asked = { query: "", found: null };

function found(query) {
  if (asked.query !== query) asked = { query, found: matches(query) };
  return asked.found;
}

function passing(now, but) {
  const hits = found(now.query);
  const { kind, body } = now.only;
  const low = now.from ?? -Infinity;
  const high = now.to ?? Infinity;
  const anyYear = now.from === null && now.to === null;
  const out = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) {
    const year = works.year[i];
    if (hits && !hits[i]) continue;
    if (but !== "kind" && kind.size && !kind.has(works.kind[i])) continue;
    if (but !== "body" && body.size && !body.has(works.body[i])) continue;
    if (!anyYear && (!year || year < low || year > high)) continue;
    out[i] = 1;
  }
  return out;
}

// Of passing works those that a chosen relation touches.
function touched(now, passes) {
  const chosen = now.only.relation;
  if (!chosen.size) return passes;
  const out = new Uint8Array(count);
  for (let c = 0; c < citations; c += 1) {
    if (!chosen.has(relation[c])) continue;
    out[source[c]] |= passes[source[c]];
    out[target[c]] |= passes[target[c]];
  }
  return out;
}

// How many works or citations each value of a facet would show, the other facets as they are.
export function counts(facet, now) {
  const passes = passing(now, facet);
  const counted = new Array(FACETS[facet].length).fill(0);
  if (facet === "relation") {
    for (let c = 0; c < citations; c += 1) if (passes[source[c]] || passes[target[c]]) counted[relation[c]] += 1;
    return counted;
  }
  const lit = touched(now, passes);
  for (let i = 0; i < count; i += 1) counted[works[facet][i]] += lit[i];
  return counted;
}

export function visible(now) {
  const lit = touched(now, passing(now));
  if (now.work !== null) narrow(now, lit);
  let many = 0;
  for (const each of lit) many += each;
  return { lit, many };
}

const wanted = (now, c) => !now.only.relation.size || now.only.relation.has(relation[c]);
export const crossed = (now, lit, c) => wanted(now, c) && (lit[source[c]] || lit[target[c]]);

// The chosen work and what can be reached of it in so many steps, back and forth.
function narrow(now, lit) {
  const near = new Uint8Array(count);
  for (const step of [(i) => from(i), (i) => to(i)]) {
    let layer = [now.work];
    const seen = new Set(layer);
    for (let depth = 0; depth < now.generations && layer.length; depth += 1) layer = layer.flatMap((i) => reach(step(i), now, seen));
    for (const i of seen) near[i] = 1;
  }
  for (let i = 0; i < count; i += 1) lit[i] &= near[i];
  lit[now.work] = 1;
}

function reach(list, now, seen) {
  const next = [];
  for (const c of list) {
    if (!wanted(now, c)) continue;
    for (const i of [source[c], target[c]]) {
      if (seen.has(i)) continue;
      seen.add(i);
      next.push(i);
    }
  }
  return next;
}

// The citations between lit works, seen from the chosen one: one of each relation between two works.
export function ties(now, lit, most) {
  const found = new Map();
  const add = (c) => {
    if (wanted(now, c) && lit[source[c]] && lit[target[c]]) found.set(`${source[c]} ${target[c]} ${relation[c]}`, c);
  };
  for (const list of [from(now.work), to(now.work)]) for (const c of list) add(c);
  for (let i = 0; now.generations > 1 && i < count && found.size < most; i += 1) if (lit[i]) from(i).forEach(add);
  return [...found.values()].slice(0, most);
}
