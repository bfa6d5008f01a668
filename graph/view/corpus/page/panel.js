// The reading panel: one work with what cites it and what it cites, or what is lit of the whole.

import { byId, el, plural } from "./dom.js";
import { evidence, quotations, reading, where } from "./evidence.js";
import { sample, shape } from "./look.js";
import { bodies, citations, count, date, from, held, heldCount, kinds, link, name, open, rank, relation, relations, said, short, source, spineOf, spines, symbol, target, to, words, works } from "./model.js";
import { change, choose, filtered, state } from "./state.js";
import { frame } from "./stage.js";

const STEP = 12; // so many citing works at first, and with each "more"
let turn = 0;

export async function showPanel(now, seen) {
  const mine = ++turn;
  const panel = byId("panel");
  if (now.work === null) return panel.replaceChildren(...flat(overview(now, seen)));
  panel.replaceChildren(...flat(workPanel(now.work, null)));
  panel.scrollTop = 0;
  const found = await evidence();
  if (mine === turn && found) panel.replaceChildren(...flat(workPanel(now.work, found)));
}

const flat = (content) => content.flat(Infinity).filter(Boolean);

export const workButton = (i, current) =>
  el("button", { type: "button", class: "work", "aria-current": current ? "true" : null, onclick: () => pick(i) }, shape(works.kind[i]), el("bdi", {}, short(i)));

const nameAfter = (i) => (symbol(i) && name(i) ? el("span", { class: "name", dir: "auto" }, name(i)) : null);

export function pick(i) {
  choose(i);
  frame(around(i));
  byId("panel").focus({ preventScroll: true });
}

// A work and its direct ties, for the camera; of very many the work and its series.
export function around(i) {
  const near = [i, ...from(i).map((c) => target[c]), ...[...to(i)].map((c) => source[c])];
  return near.length < 400 || spineOf[i] < 0 ? near : spines[spineOf[i]][2];
}

// --- one work

function workPanel(i, found) {
  const into = [...to(i)].filter((c) => source[c] !== i);
  const out = from(i);
  return [
    heading(i),
    facts(i),
    actions(i),
    chain(i),
    section(`Cited in ${plural(into.length, "place")}`, into.length, citing(into, found)),
    section(`Cites in ${plural(out.length, "place")}`, out.length, cited(out, found)),
    !into.length && !out.length ? el("p", { class: "note" }, "It cites nothing that could be read, and nothing here cites it.") : null,
    found || !(into.length + out.length) || byId("evidence").textContent ? null : el("p", { class: "note" }, "This page carries no paragraphs."),
  ];
}

function heading(i) {
  const title = symbol(i) && name(i) ? el("p", { class: "title", dir: "auto" }, name(i)) : null;
  return el("div", { class: "head" }, el("h2", {}, shape(works.kind[i]), el("bdi", {}, short(i))), title);
}

const singular = (kind) => kind.charAt(0).toUpperCase() + kind.slice(1);

function facts(i) {
  const rows = [
    ["Kind", singular(kinds[works.kind[i]].id)],
    ["Body", bodies[works.body[i]].id ? bodies[works.body[i]].name : ""],
    ["Date", date(i) || (works.year[i] ? `not known; drawn at ${works.year[i]} by its symbol` : "not known")],
    ["Held", held(i) ? "" : "no, only cited here"],
  ].filter(([, value]) => value);
  return el("dl", {}, rows.map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", { dir: "auto" }, value))));
}

function actions(i) {
  const address = link(i);
  return el(
    "div",
    { class: "actions" },
    address ? el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, "Read at docs.un.org ↗") : null,
    el("button", { type: "button", onclick: () => frame(around(i)) }, "Bring its ties into view"),
    el("button", { type: "button", onclick: () => choose(null) }, "Close")
  );
}

// The series, which is inferred, around the chosen member.
function chain(i) {
  if (spineOf[i] < 0) return null;
  const [title, , members] = spines[spineOf[i]];
  const at = members.indexOf(i);
  const near = members.slice(Math.max(0, at - 4), at + 5);
  const said_ = `Series (inferred): ${at + 1} of ${members.length}`;
  return el("section", {}, el("h3", {}, said_), words[title] && words[title] !== name(i) ? el("p", { class: "note", dir: "auto" }, words[title]) : null, el("ol", { class: "chain" }, near.map((each) => el("li", {}, workButton(each, each === i)))));
}

const section = (title, many, content) => (many ? el("section", {}, el("h3", {}, title), content) : null);

const chip = (r) => el("span", { class: "chip" }, sample(r), relations[r].label);

// Citing works, the latest first, each with its paragraphs.
function citing(list, found) {
  const groups = grouped(list, (c) => source[c]);
  groups.sort((a, b) => works.year[b[0]] - works.year[a[0]] || (works.id[a[0]] < works.id[b[0]] ? -1 : 1));
  return inSteps(groups, ([i, own]) =>
    el("article", {}, el("p", { class: "from" }, workButton(i), nameAfter(i)), quoted(own, found))
  );
}

// What is cited, in the order of the paragraphs.
function cited(list, found) {
  if (!found) return inSteps(grouped(list, (c) => target[c]), ([i, own]) => article(i, own, null));
  return inSteps(grouped(list, (c) => where(found, c)), ([place, own]) =>
    el("article", {}, el("h4", {}, place), quotations(found, own), el("ul", { class: "cited" }, grouped(own, (c) => target[c]).map(([i, some]) => el("li", {}, different(some).map(chip), workButton(i), nameAfter(i)))))
  );
}

const article = (i, own) => el("article", {}, el("p", { class: "from" }, different(own).map(chip), workButton(i), nameAfter(i)));

const different = (list) => [...new Set(list.map((c) => relation[c]))];

function quoted(list, found) {
  if (!found) return el("p", { class: "from" }, different(list).map(chip));
  return grouped(list, (c) => where(found, c)).map(([place, own]) => [
    el("p", { class: "from" }, different(own).map(chip), el("span", { class: "where" }, [place, [...new Set(own.map((c) => reading(found, c)))].join("; ")].filter(Boolean).join(" · "))),
    quotations(found, own),
  ]);
}

function grouped(list, key) {
  const groups = new Map();
  for (const c of list) {
    const at = key(c);
    if (!groups.has(at)) groups.set(at, []);
    groups.get(at).push(c);
  }
  return [...groups];
}

// A long list grows by steps.
function inSteps(items, make) {
  const box = el("div");
  const button = el("button", { type: "button", class: "more" });
  let shown = 0;
  const grow = () => {
    const next = items.slice(shown, shown + STEP);
    shown += next.length;
    box.append(...next.map(make).flat(Infinity).filter(Boolean));
    button.textContent = `Show more (${(items.length - shown).toLocaleString("en")})`;
    if (shown >= items.length) button.remove();
  };
  button.addEventListener("click", grow);
  grow();
  return shown < items.length ? [box, button] : box;
}

// --- all of it

function overview(now, seen) {
  const lit = (i) => seen.lit[i];
  const top = [...rank].filter((i) => lit(i) && works.cited[i]).slice(0, 12);
  const long = spines
    .map((spine) => [spine, spine[2].filter(lit).length])
    .filter(([, many]) => many)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 12);
  return [
    el("div", { class: "head" }, el("h2", {}, filtered(now) ? plural(seen.many, "work") : "The whole corpus")),
    filtered(now)
      ? el("p", {}, `of ${count.toLocaleString("en")} pass the filters; the others are pale.`)
      : el("p", {}, `${plural(count, "work")}, ${heldCount.toLocaleString("en")} of them held; ${plural(citations, "citation")} resolved, ${open.toLocaleString("en")} not.`),
    el("p", { class: "note" }, "Years run from left to right. Each body has its band; a line in it is a series of texts on one subject, in the order of the agenda; below the series, what belongs to none hangs in bars, the most cited on top. Full marks are held, rings are only cited. Choose a mark to read who cites it; zoom in to see more."),
    section("Cited most", top.length, el("ul", { class: "top" }, top.map((i) => el("li", {}, el("span", { class: "count" }, `${works.cited[i].toLocaleString("en")} ×`), el("span", { class: "named" }, workButton(i), nameAfter(i)))))),
    section("Longest series (inferred)", long.length, el("ul", { class: "top" }, long.map(([[title, , members], many]) => el("li", {}, el("span", { class: "count" }, plural(many, "text")), el("span", { class: "named" }, el("span", { dir: "auto" }, words[title]), workButton(members.findLast(lit))))))),
  ];
}

// --- focus

export function showFocus(now) {
  const bar = byId("focus-bar");
  bar.hidden = now.work === null;
  if (bar.hidden) return;
  const step = (by) => change({ generations: Math.max(1, now.generations + by) });
  bar.replaceChildren(
    el("strong", {}, el("bdi", {}, short(now.work).slice(0, 60))),
    el("span", { role: "group", "aria-label": "Generations" },
      el("button", { type: "button", "aria-label": "One generation less", disabled: now.generations === 1, onclick: () => step(-1) }, "−"),
      el("output", {}, plural(now.generations, "generation")),
      el("button", { type: "button", "aria-label": "One generation more", disabled: now.generations > 98, onclick: () => step(1) }, "+")),
    el("button", { type: "button", onclick: () => choose(null) }, "End")
  );
  byId("canvas").setAttribute("aria-label", `${said(now.work)} and what it is tied to`);
}
