// Over the works: years and bodies at the edges, labels, the arrows of the chosen work.

import { byId, plural } from "./dom.js";
import { HEADS, ink, theme } from "./look.js";
import { bands, columns, count, name, rank, relation, relations, short, source, spineOf, spines, symbol, target, words, works } from "./model.js";
import { filtered, state, ties } from "./state.js";
import { bulk, canvas, onPaint, onSettle, resting } from "./stage.js";

const ARROWS = 1200; // the most that are drawn for a chosen work
const MOVING = 80; // so many of them are drawn even while the drawing moves
const FONT = 'system-ui, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif';
const AXIS = 20;
let size = 12; // of the letters, in pixels; larger where there is much room

let labels = []; // {text, i | spine, dy}: chosen at rest, kept while moving
let arrows = [];

export function setUpInk() {
  const clean = canvas("ink", { afterLayer: "nodes" });
  onSettle((view, seen) => {
    size = view.width > 1400 ? 14 : 12;
    arrows = state.work === null ? [] : ties(state, seen.lit, ARROWS);
    labels = chooseLabels(clean(), view, seen);
    tellStatus(seen);
  });
  onPaint((view) => {
    const context = clean();
    if (resting() || arrows.length <= MOVING) arrows.forEach((c) => paintArrow(context, view, c));
    paintRing(context, view);
    labels.forEach((label) => paintLabel(context, view, label));
    paintBandNames(context, view);
    paintAxis(context, view);
  });
}

function tellStatus(seen) {
  const drawn = state.work === null ? bulk() : arrows.length;
  const some = drawn ? `${plural(drawn, "citation")} drawn` : "zoom in, filter or choose a work to see citations";
  const lit = seen.many < count ? `${seen.many.toLocaleString("en")} of ${plural(count, "work")} lit` : plural(count, "work");
  byId("status").textContent = `${lit}; ${some}`;
}

// --- labels: the most important first, each only where there is room

function chooseLabels(context, view, seen) {
  const room = new Room(view);
  const chosen = [];
  const area = view.width * view.height;
  const most = Math.round(area / 9000 * Math.min(1, 0.25 + view.row / 24)); // from far a few say more than many
  const take = (label) => {
    context.font = fontOf(label);
    label.wide = context.measureText(label.text).width;
    if (room.take(boxOf(view, label))) chosen.push(label);
  };
  for (const { top, label } of shownBands(view)) room.take([4, top, 8 * label.length, 18]);
  const narrowed = state.work !== null || filtered(state);
  if (state.work !== null) take(labelOf(view, state.work));
  seriesLabels(view, seen, narrowed).slice(0, most).forEach(take);
  for (const i of rank) {
    if (chosen.length >= most) break;
    if (seen.lit[i] && view.sees(i) && i !== state.work) take(labelOf(view, i));
  }
  return chosen;
}

const fontOf = (label) => (label.spine === undefined ? `${label.i === state.work ? "700 " : ""}${size}px ${FONT}` : `italic ${size}px ${FONT}`);

function labelOf(view, i) {
  const near = view.row > 44 && view.slot > 20;
  const text = clip(symbol(i) || name(i) || short(i), 34);
  return { i, text, second: near && symbol(i) && spineOf[i] < 0 ? clip(name(i), 30) : "" };
}

// The longest series are named from far, all of them from near.
function seriesLabels(view, seen, narrowed) {
  const near = view.row > 17;
  const most = near ? Infinity : Math.round((view.width * view.height) / 40000);
  return spines
    .map(([title, row, members], spine) => ({ spine, text: clip(words[title], near ? 90 : 46), row, members }))
    .filter(({ text, row, members }) => text && onStage(view, row, members) && (!narrowed || members.some((i) => seen.lit[i])))
    .sort((a, b) => b.members.length - a.members.length || a.spine - b.spine)
    .slice(0, most);
}

function onStage(view, row, members) {
  const y = view.y(row);
  const [left, right] = [view.x(works.x[members[0]]), view.x(works.x[members[members.length - 1]])];
  return y > AXIS && y < view.height - 4 && right > 60 && left < view.width - 60;
}

// The label's box, [left, top, width, height] in pixels; a series is named at its left end, or where it comes into view.
function boxOf(view, label) {
  if (label.spine !== undefined) {
    const left = Math.max(6, view.x(works.x[label.members[0]]) - 4);
    const y = view.y(label.row);
    return [left, view.row > 30 ? y - view.row / 2 : y - 8, label.wide, size + 3];
  }
  const [x, y] = [view.x(works.x[label.i]), view.y(works.y[label.i])];
  return [x - label.wide / 2, y + view.radius(label.i) + 1, label.wide, (label.second ? 2 : 1) * (size + 2) + 1];
}

const clip = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

// Which parts of the stage are taken.
class Room {
  constructor(view) {
    this.view = view;
    this.taken = new Map();
  }

  take([left, top, wide, high]) {
    if (left < 2 || left + wide > this.view.width - 2 || top < AXIS || top + high > this.view.height) return false;
    const cells = [];
    for (let x = Math.floor((left - 4) / 64); x <= (left + wide + 4) / 64; x += 1) {
      for (let y = Math.floor((top - 2) / 32); y <= (top + high + 2) / 32; y += 1) cells.push(`${x} ${y}`);
    }
    const meets = (box) => left - 5 < box[0] + box[2] && box[0] < left + wide + 5 && top - 1 < box[1] + box[3] && box[1] < top + high + 1;
    if (cells.some((cell) => (this.taken.get(cell) || []).some(meets))) return false;
    for (const cell of cells) this.taken.set(cell, [...(this.taken.get(cell) || []), [left, top, wide, high]]);
    return true;
  }
}

function paintLabel(context, view, label) {
  const [left, top] = boxOf(view, label);
  context.font = fontOf(label);
  write(context, label.text, left, top + size - 1, label.spine === undefined ? theme().ink : theme().quiet);
  if (!label.second) return;
  context.font = `${size - 1}px ${FONT}`;
  write(context, label.second, left, top + 2 * size + 1, theme().quiet);
}

function write(context, text, x, y, colour) {
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = `${theme().paper}d8`;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

// --- the edges of the stage

function shownBands(view) {
  return bands
    .map(({ top, bottom, label }) => ({ label, top: Math.max(AXIS + 2, view.y(top) + 2), bottom: view.y(bottom) }))
    .filter(({ top, bottom }) => bottom - top > 14 && top < view.height - 10);
}

function paintBandNames(context, view) {
  context.font = `700 ${size}px ${FONT}`;
  for (const { label, top } of shownBands(view)) write(context, label, 8, top + 12, theme().ink);
}

function paintAxis(context, view) {
  context.fillStyle = theme().paper;
  context.fillRect(0, 0, view.width, AXIS);
  context.fillStyle = theme().line;
  context.fillRect(0, AXIS, view.width, 1);
  context.font = `${size}px ${FONT}`;
  context.fillStyle = theme().quiet;
  context.textAlign = "center";
  const spots = columns.map(({ year, left, right }) => [year, view.x((left + right) / 2), view.x(left), view.x(right)]);
  for (const [year, x] of spaced(spots, view)) context.fillText(year ?? "no date", x, 14);
  context.textAlign = "start";
}

// Years that have room: round ones first, so that the scale reads the same wherever one is.
function spaced(spots, view) {
  const taken = [];
  const worth = (year) => (year === null ? 0 : year % 10 === 0 ? 1 : year % 5 === 0 ? 2 : 3);
  const free = (x) => taken.every(([, other]) => Math.abs(other - x) > 44);
  for (const [year, x, left, right] of [...spots].sort((a, b) => worth(a[0]) - worth(b[0]) || b[0] - a[0])) {
    const shown = between(26, right - left > 60 ? between(left + 26, between(26, x, view.width - 26), right - 26) : x, view.width - 26);
    if (right > 10 && left < view.width - 10 && free(shown)) taken.push([year, shown]);
  }
  return taken;
}

const between = (least, value, most) => Math.max(least, Math.min(most, value));

// --- the chosen work

function paintRing(context, view) {
  if (state.work === null) return;
  context.strokeStyle = theme().ink;
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(view.x(works.x[state.work]), view.y(works.y[state.work]), view.radius(state.work) + 4, 0, 2 * Math.PI);
  context.stroke();
}

function paintArrow(context, view, c) {
  const style = relations[relation[c]];
  const [a, b] = [source[c], target[c]].map((i) => ({ x: view.x(works.x[i]), y: view.y(works.y[i]), r: view.radius(i) + 2 }));
  const long = Math.hypot(b.x - a.x, b.y - a.y);
  if (long < a.r + b.r) return;
  const bow = Math.min(70, long * 0.16) * (Math.abs(b.y - a.y) < 2 ? 1.5 : 1);
  const middle = { x: (a.x + b.x) / 2 + ((b.y - a.y) / long) * bow, y: (a.y + b.y) / 2 - ((b.x - a.x) / long) * bow };
  const turn = Math.atan2(b.y - middle.y, b.x - middle.x);
  const tip = { x: b.x - Math.cos(turn) * b.r, y: b.y - Math.sin(turn) * b.r };
  context.strokeStyle = context.fillStyle = ink(style);
  context.globalAlpha = arrows.length > 600 ? 0.35 : arrows.length > 150 ? 0.5 : 0.85;
  context.lineWidth = arrows.length > 150 ? 1 : 1.5;
  context.setLineDash(style.dash);
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.quadraticCurveTo(middle.x, middle.y, tip.x - Math.cos(turn) * 5, tip.y - Math.sin(turn) * 5);
  context.stroke();
  context.setLineDash([]);
  paintHead(context, style.head, tip, turn);
  context.globalAlpha = 1;
}

function paintHead(context, head, tip, turn) {
  context.save();
  context.translate(tip.x, tip.y);
  context.rotate(turn);
  context.beginPath();
  if (HEADS[head]) HEADS[head].forEach(([x, y]) => context.lineTo(x * 0.85, y * 0.85));
  else context.arc(-3.5, 0, 3.5, 0, 2 * Math.PI);
  context.fill();
  context.restore();
}
