// Legend and filters in one, search, the buttons of the stage.

import { byId, el, plural } from "./dom.js";
import { sample, setUpTheme, shape } from "./look.js";
import { bodies, date, kinds, matches, name, ranked, relations, short, symbol, works, years } from "./model.js";
import { pick } from "./panel.js";
import { FACETS, change, counts, fresh, state, toFragment, toggle } from "./state.js";
import { onHover, showAll, zoomBy } from "./stage.js";

const TITLES = { relation: "Relations", kind: "Kinds", body: "Bodies" };
const FACES = {
  relation: (i) => [sample(i), relations[i].label],
  kind: (i) => [shape(i), kinds[i].label],
  body: (i) => bodies[i].name,
};
const FIRST = { relation: 6, kind: 8, body: 3 }; // so many values of each before "more"
const chips = [];

export function setUpFacets() {
  const box = byId("facets");
  for (const facet of Object.keys(FACETS)) {
    const all = counts(facet, fresh());
    const order = all.map((_, i) => i).filter((i) => all[i]).sort((a, b) => all[b] - all[a] || a - b);
    if (order.length) box.append(group(TITLES[facet], order.map((i) => chip(facet, i)), FIRST[facet]), " ");
  }
  if (years && years[0] < years[1]) box.append(yearFields());
  box.append(el("button", { type: "button", id: "reset", onclick: reset }, "Show everything"));
  if (matchMedia("(max-width: 860px), (max-height: 700px)").matches) byId("filters").open = false;
}

function group(title, content, first) {
  const [head, ...others] = content;
  const start = el("span", { class: "keep" }, el("span", { class: "facet-title", "aria-hidden": "true" }, title), " ", head);
  if (others.length - first < 3) first = content.length; // to fold two or three saves nothing
  const rest = others.slice(first - 1);
  const folded = rest.length
    ? el("details", { class: "rest" }, el("summary", {}, `${rest.length} more`), rest.flatMap((item) => [" ", item]))
    : null;
  return el("div", { role: "group", "aria-label": title, class: "facet-group" }, start, others.slice(0, first - 1).flatMap((item) => [" ", item]), " ", folded);
}

function chip(facet, i) {
  const many = el("span", { class: "count" });
  const button = el("button", { type: "button", class: "facet", "data-facet": facet, "data-id": FACETS[facet][i].id, "aria-pressed": "false", onclick: () => toggle(facet, i) }, FACES[facet](i), many);
  chips.push({ facet, i, button, many });
  return button;
}

function yearFields() {
  const field = (id, label, key) => {
    const input = el("input", { id, type: "number", min: years[0], max: years[1], inputmode: "numeric" });
    input.addEventListener("change", () => {
      const year = Number.parseInt(input.value, 10);
      const all = year === years[key === "from" ? 0 : 1];
      change({ [key]: Number.isNaN(year) || all ? null : year });
    });
    return el("span", { class: "keep" }, el("label", { for: id }, label), " ", input);
  };
  return group("Years", [field("year-from", "from", "from"), field("year-to", "to", "to")], 3);
}

export function showFacets(now) {
  const counted = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, counts(facet, now)]));
  for (const { facet, i, button, many } of chips) {
    const here = counted[facet][i];
    button.setAttribute("aria-pressed", String(now.only[facet].has(i)));
    button.classList.toggle("none", !here);
    if (now.only[facet].has(i) && button.closest("details.rest")) button.closest("details.rest").open = true;
    many.textContent = here.toLocaleString("en");
  }
  if (byId("year-from")) {
    byId("year-from").value = now.from ?? years[0];
    byId("year-to").value = now.to ?? years[1];
  }
  byId("reset").hidden = toFragment({ ...now, work: null, at: null }) === "";
}

function reset() {
  byId("search").value = "";
  change({ ...fresh(), work: state.work, generations: state.generations, at: state.at });
}

// --- search: the list under the field, and everything found lit in the drawing

let typing = 0;

export function setUpSearch() {
  const input = byId("search");
  input.value = state.query;
  input.addEventListener("input", () => {
    showFound(input.value);
    clearTimeout(typing);
    typing = setTimeout(() => change({ query: input.value, work: null }), 180);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeFound();
    if (event.key === "Enter") byId("found").querySelector("button")?.click();
    if (event.key === "ArrowDown") moveFound(event, 0);
  });
  input.addEventListener("focus", () => input.value.trim() && showFound(input.value));
  byId("found").addEventListener("keydown", (event) => {
    const here = [...byId("found").querySelectorAll("button")].indexOf(document.activeElement);
    if (event.key === "ArrowDown") moveFound(event, here + 1);
    if (event.key === "ArrowUp") moveFound(event, here - 1);
    if (event.key !== "Escape") return;
    input.focus();
    closeFound();
  });
  document.addEventListener("pointerdown", (event) => event.target.closest(".find") || closeFound());
}

function moveFound(event, at) {
  event.preventDefault();
  (byId("found").querySelectorAll("button")[at] || byId("search")).focus();
}

function showFound(query) {
  const found = matches(query);
  const list = found ? ranked(query, found) : [];
  byId("found").hidden = !found;
  byId("found-count").textContent = found ? `${plural(list.length, "work")} found` : "";
  byId("found").replaceChildren(
    ...list.slice(0, 40).map((i) => el("button", { type: "button", onclick: () => reach(i) }, shape(works.kind[i]), el("bdi", {}, short(i)), el("span", { class: "name", dir: "auto" }, symbol(i) ? name(i) : ""), el("span", { class: "count" }, date(i).slice(0, 4) || works.year[i] || ""))),
    el("p", { class: "note" }, list.length > 40 ? `and ${(list.length - 40).toLocaleString("en")} more, all lit in the drawing` : list.length ? "" : "Nothing found")
  );
}

// What is picked from the list is looked at among everything.
function reach(i) {
  clearTimeout(typing);
  closeFound();
  byId("search").value = "";
  change({ ...fresh() });
  pick(i);
}

function closeFound() {
  byId("found").hidden = true;
}

// --- the stage's own controls

export function setUpTools() {
  setUpTheme(byId("theme"));
  byId("zoom-in").addEventListener("click", () => zoomBy(1.6));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.6));
  byId("zoom-all").addEventListener("click", showAll);
  for (const link of document.querySelectorAll("[data-skip]")) link.addEventListener("click", skip);
  onHover(showTip, () => (byId("tip").hidden = true));
}

function skip(event) {
  event.preventDefault(); // the fragment holds the state, so a link may not take it
  byId(event.currentTarget.dataset.skip).focus();
}

function showTip(i, at) {
  const tip = byId("tip");
  const facts = [date(i), works.cited[i] ? `cited ${plural(works.cited[i], "time")}` : "", works.flags[i] & 1 ? "" : "not held"];
  tip.replaceChildren(el("strong", { dir: "auto" }, short(i)), symbol(i) && name(i) ? el("p", { dir: "auto" }, name(i)) : "", el("p", { class: "note" }, facts.filter(Boolean).join(" · ")));
  tip.hidden = false;
  const stage = byId("stage").getBoundingClientRect();
  const left = Math.min(at.x + 14, stage.width - tip.offsetWidth - 6);
  const top = at.y + 18 + tip.offsetHeight > stage.height ? at.y - tip.offsetHeight - 10 : at.y + 18;
  tip.style.left = `${Math.max(4, left)}px`;
  tip.style.top = `${Math.max(4, top)}px`;
}
