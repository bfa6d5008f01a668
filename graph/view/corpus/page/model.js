// What there is: the data block read once, and its indexes as typed arrays. Works and citations go by number.

const scene = JSON.parse(document.getElementById("scene").textContent);

export const { works, spines, bands, columns, relations, kinds, bodies, themes, words, open } = scene;
export const [width, height] = scene.size;
export const count = works.id.length;
export const citations = scene.target.length;
export const target = Uint32Array.from(scene.target);
export const relation = Uint8Array.from(scene.relation);
export const source = new Uint32Array(citations);
export const number = new Map(works.id.map((id, i) => [id, i]));

const HELD = 1;
const SYMBOL = 2;

// Citations of a work stand together; `incoming` lists those to it.
const first = new Uint32Array(count + 1);
const firstTo = new Uint32Array(count + 1);
const incoming = new Uint32Array(citations);
index();

function index() {
  for (let i = 0; i < count; i += 1) {
    first[i + 1] = first[i] + scene.out[i];
    source.fill(i, first[i], first[i + 1]);
  }
  for (const to of target) firstTo[to + 1] += 1;
  for (let i = 0; i < count; i += 1) firstTo[i + 1] += firstTo[i];
  const next = firstTo.slice();
  for (let c = 0; c < citations; c += 1) incoming[next[target[c]]++] = c;
}

// The numbers of the citations that a work makes, and of those made to it.
export const from = (i) => Array.from({ length: first[i + 1] - first[i] }, (_, k) => first[i] + k);
export const to = (i) => incoming.subarray(firstTo[i], firstTo[i + 1]);

export const spineOf = new Int32Array(count).fill(-1);
spines.forEach(([, , members], spine) => members.forEach((i) => (spineOf[i] = spine)));

export const held = (i) => (works.flags[i] & HELD) !== 0;
export const name = (i) => words[works.name[i]];
export const symbol = (i) => (works.flags[i] & SYMBOL ? works.id[i] : "");
export const short = (i) => symbol(i) || name(i) || works.id[i];
export const said = (i) => [symbol(i), name(i)].filter(Boolean).join(", ") || works.id[i];
export const date = (i) => words[works.date[i]];
export const link = (i) => (symbol(i) ? `https://docs.un.org/en/${symbol(i).split("/").map(encodeURIComponent).join("/")}` : "");

const dated = columns.map((column) => column.year).filter((year) => year !== null);
export const years = dated.length ? [Math.min(...dated), Math.max(...dated)] : null;
export const heldCount = works.flags.reduce((sum, flags) => sum + (flags & HELD), 0);

// Works from the most cited to the least, held before not held: who gets the first label.
export const rank = Uint32Array.from(works.id.keys()).sort((a, b) => works.cited[b] - works.cited[a] || held(b) - held(a) || a - b);

// --- search: every word must be in the symbol, the name or the id.

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
let called = null;

export function matches(query) {
  const asked = folded(query).split(/\s+/).filter(Boolean);
  if (!asked.length) return null;
  called ??= fold();
  const found = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) {
    found[i] = asked.every((word) => called.ids[i].includes(word) || called.names[works.name[i]].includes(word)) ? 1 : 0;
  }
  return found;
}

function fold() {
  return { ids: works.id.map(folded), names: words.map(folded) };
}

// The found works: whose symbol ends in the words asked for, then held ones, then by citations.
export function ranked(query, found) {
  const asked = folded(query).trim();
  const score = (i) => (called.ids[i] === asked ? 4 : 0) + (called.ids[i].endsWith(`/${asked}`) ? 2 : 0) + (held(i) ? 1 : 0);
  return [...rank].filter((i) => found[i]).sort((a, b) => score(b) - score(a) || works.cited[b] - works.cited[a] || a - b);
}
