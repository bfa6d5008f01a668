// Paragraphs with their words marked. Marks come from offsets; every word is a text node.

// Cut `text` at all boundaries and give each piece to `make` with the spans that cover it.
function pieces(text, spans, points, make) {
  const cuts = new Set([0, text.length]);
  for (const span of spans) cuts.add(span.start).add(span.end);
  for (const [offset] of points) cuts.add(offset);
  const at = [...cuts].filter((cut) => cut >= 0 && cut <= text.length).sort((a, b) => a - b);
  const out = [];
  at.forEach((start, i) => {
    for (const [offset, marker] of points) if (offset === start) out.push(el("sup", {}, marker));
    const end = at[i + 1];
    if (end === undefined) return;
    out.push(make(text.slice(start, end), spans.filter((span) => span.start <= start && span.end >= end)));
  });
  return out;
}

// One paragraph, footnote or heading as printed; `spans` are {start, end, ref} into its text.
function quotation(key, spans) {
  const part = scene.parts[key];
  if (!part) return null;
  const body = el("p", { lang: part.language, dir: "auto" });
  const show = (from, to) => {
    const within = spans.filter((span) => span.start < to && span.end > from);
    const moved = within.map((span) => ({ ...span, start: Math.max(span.start, from) - from, end: Math.min(span.end, to) - from }));
    const notes = part.notes.filter(([at]) => at >= from && at <= to).map(([at, marker]) => [at - from, marker]);
    body.replaceChildren(
      ...[part.label ? el("span", { class: "number" }, `${part.label} `) : "", from > 0 ? "… " : ""].filter(Boolean),
      ...pieces(part.text.slice(from, to), moved, notes, marked),
      ...(to < part.text.length ? [" …"] : [])
    );
  };
  const quote = el("blockquote", {}, body);
  const [from, to] = excerpt(part.text, spans);
  show(from, to);
  if (to - from < part.text.length) quote.append(moreButton(() => show(0, part.text.length)));
  return quote;
}

function moreButton(open) {
  const button = el("button", { type: "button", class: "more" }, "Show the whole paragraph");
  button.addEventListener("click", () => {
    open();
    button.remove();
  });
  return button;
}

// A long paragraph is shown around its marked words; cut at blanks, never inside a character.
const LONG = 900;
const AROUND = 320;
function excerpt(text, spans) {
  if (text.length <= LONG || !spans.length) return [0, text.length];
  const first = Math.min(...spans.map((span) => span.start));
  const last = Math.max(...spans.map((span) => span.end));
  const from = first <= AROUND ? 0 : text.lastIndexOf(" ", first - AROUND) + 1;
  const space = text.indexOf(" ", Math.min(text.length, last + AROUND));
  return [from, space < 0 ? text.length : space];
}

function marked(text, spans) {
  if (!spans.length) return document.createTextNode(text);
  const { ref } = spans[0];
  const mark = el("mark", {}, text);
  if (ref) tint(mark, scene.relations[ref.relation].ink);
  return mark;
}

const relationChip = (relation) => el("span", { class: "chip" }, sample(relation), scene.relations[relation].label);

// The evidence of some references of one document: each paragraph once, all their words marked.
function evidence(refs) {
  const shown = new Map();
  for (const ref of refs) {
    if (ref.paragraph) shown.set(ref.paragraph, shown.get(ref.paragraph) || []);
    for (const mark of ref.marks) push(shown, mark.part, { start: mark.start, end: mark.end, ref });
  }
  const said = refs[0]?.where; // the caller has named the paragraph already
  return [...shown].map(([key, spans]) => [
    scene.parts[key].where === said ? null : el("p", { class: "where" }, scene.parts[key].where),
    quotation(key, spans),
  ]);
}
