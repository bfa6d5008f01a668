// Under the works: the bands of the bodies, the years, and the series as lines.

import { columns, bands, spineOf, spines, works } from "./model.js";
import { mix, theme } from "./look.js";
import { filtered, state } from "./state.js";
import { canvas, onPaint } from "./stage.js";

const extents = spines.map(([, row, members]) => {
  const xs = members.map((i) => works.x[i]);
  return { row, members, left: Math.min(...xs), right: Math.max(...xs) };
});

export function setUpGround() {
  const clean = canvas("ground", { beforeLayer: "edges" });
  onPaint((view, seen) => {
    const context = clean();
    paintBands(context, view);
    paintYears(context, view);
    paintSpines(context, view, seen);
  });
}

function paintBands(context, view) {
  const { band } = theme();
  context.fillStyle = band;
  bands.forEach(({ top, bottom }, i) => {
    if (i % 2 === 0) context.fillRect(0, view.y(top), view.width, view.y(bottom) - view.y(top));
  });
}

function paintYears(context, view) {
  context.fillStyle = theme().line;
  let last = -Infinity;
  for (const { left } of columns) {
    const x = Math.round(view.x(left));
    if (x < 0 || x > view.width || x - last < 14) continue;
    context.fillRect(x, 0, 0.5, view.height);
    last = x;
  }
}

function paintSpines(context, view, seen) {
  const { spine, paper } = theme();
  const thick = Math.max(0.8, Math.min(12, view.row * 0.62));
  const narrowed = state.work !== null || filtered(state);
  const faint = mix(spine, paper, 0.6);
  const own = state.work === null ? -1 : spineOf[state.work];
  extents.forEach(({ row, left, right, members }, i) => {
    const y = view.y(row);
    if (y < -thick || y > view.height + thick) return;
    const x = Math.max(-20, view.x(left));
    const end = Math.min(view.width + 20, view.x(right));
    if (end < x) return;
    const bright = i === own || !narrowed || members.some((each) => seen.lit[each]);
    context.fillStyle = i === own ? mix(spine, theme().ink, 0.25) : bright ? spine : faint;
    const high = i === own ? Math.max(2, thick) : thick;
    context.fillRect(x, y - high / 2, Math.max(1, end - x), high);
  });
}
