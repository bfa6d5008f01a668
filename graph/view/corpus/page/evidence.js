// The paragraphs behind the citations: unpacked when first asked for, their words marked. Every word is a text node.

import { byId, el } from "./dom.js";
import { tinted } from "./look.js";
import { relation } from "./model.js";

const LONG = 700;
const AROUND = 260;
let unpacked = null;

// Resolves to the columns of evidence, or to null where the page carries none or the browser cannot unpack it.
export function evidence() {
  unpacked ??= unpack().catch(() => null);
  return unpacked;
}

async function unpack() {
  const packed = byId("evidence").textContent;
  if (!packed || typeof DecompressionStream === "undefined") return null;
  const stream = new Blob([bytes(packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).json();
}

function bytes(packed) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(packed);
  const text = atob(packed);
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) out[i] = text.charCodeAt(i);
  return out;
}

export const where = (found, c) => found.words[found.where[c]];

// What is printed about one citation beyond its paragraph.
export function reading(found, c) {
  const part = found.words[found.part[c]];
  const date = found.words[found.date[c]];
  return [found.words[found.verb[c]] && `“${found.words[found.verb[c]]}”`, part, date && `of ${date}`].filter(Boolean).join(", ");
}

// The paragraphs of some citations of one work: each once, all their words marked.
export function quotations(found, list) {
  const shown = new Map();
  for (const c of list) {
    for (const place of ["text", "note"]) {
      const text = found[place][c];
      if (!text) continue;
      if (!shown.has(text)) shown.set(text, []);
      shown.get(text).push({ start: found[`${place}Start`][c], end: found[`${place}End`][c], relation: relation[c] });
    }
  }
  return [...shown].map(([text, spans]) => quotation(found.texts[text], spans));
}

function quotation(text, spans) {
  const body = el("p", { dir: "auto", lang: "en" });
  const show = (from, to) =>
    body.replaceChildren(...(from > 0 ? ["… "] : []), ...pieces(text, spans, from, to), ...(to < text.length ? [" …"] : []));
  const [from, to] = excerpt(text, spans);
  show(from, to);
  const quote = el("blockquote", {}, body);
  if (to - from < text.length) quote.append(more(() => show(0, text.length)));
  return quote;
}

function more(open) {
  const button = el("button", { type: "button", class: "more", onclick: () => [open(), button.remove()] }, "Show the whole paragraph");
  return button;
}

// A long paragraph is shown around its marked words, cut at blanks.
function excerpt(text, spans) {
  if (text.length <= LONG) return [0, text.length];
  const first = Math.min(...spans.map((span) => span.start));
  const last = Math.max(...spans.map((span) => span.end));
  const blank = text.indexOf(" ", last + AROUND);
  return [first <= AROUND ? 0 : text.lastIndexOf(" ", first - AROUND) + 1, blank < 0 ? text.length : blank];
}

// The text between two offsets, cut where marks begin and end.
function pieces(text, spans, from, to) {
  const cuts = [...new Set([from, to, ...spans.flatMap((span) => [span.start, span.end])])].filter((cut) => cut >= from && cut <= to);
  cuts.sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, i) => {
    const over = spans.find((span) => span.start <= start && span.end >= cuts[i + 1]);
    const piece = text.slice(start, cuts[i + 1]);
    return over ? tinted(el("mark", {}, piece), over.relation) : document.createTextNode(piece);
  });
}
