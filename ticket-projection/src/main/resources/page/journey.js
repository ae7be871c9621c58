import { html, nothing, svg } from "/lib/lit-html/lit-html.js";
import { short, number } from "/format.js";
import { ROWS } from "/rows.js";
import { sign, statusClass, statusName, STATUSES } from "/statuses.js";

/**
 * The picture of the journey: the six statuses and the thirteen edges between them, each edge with the rows that lead along it.
 * Three layouts: wide, tall for a phone, and compact beside other things. It draws what it is told; the dots that flow along the edges are in `flow.js`.
 */

const LAYOUTS = {
  wide: {
    width: 940, height: 474, node: [148, 66],
    at: { PENDING: [96, 190], ACTIVE: [470, 190], PROACTIVE: [470, 46], CLOSED: [844, 190], IN_PROGRESS: [300, 366], IDLE: [640, 366] },
    around: { "CLOSED-PENDING": [[880, 235], [880, 520], [60, 520], [60, 235]] },
  },
  tall: {
    width: 404, height: 552, node: [132, 62],
    at: { PENDING: [90, 40], PROACTIVE: [278, 40], ACTIVE: [184, 196], IN_PROGRESS: [90, 364], IDLE: [262, 364], CLOSED: [262, 518] },
    around: {
      "CLOSED-PENDING": [[193, 524], [-24, 524], [-24, 250], [40, 80]],
      "IN_PROGRESS-PENDING": [[72, 330], [66, 250], [66, 170], [74, 82]],
      "ACTIVE-CLOSED": [[253, 207], [384, 214], [384, 500], [337, 512]],
      "CLOSED-ACTIVE": [[331, 532], [424, 530], [424, 184], [259, 186]],
      "IDLE-IN_PROGRESS": [[226, 398], [216, 436], [132, 436], [116, 405]],
    },
    numbers: { "ACTIVE-CLOSED": 0.36, "CLOSED-ACTIVE": 0.36 },
  },
  compact: {
    width: 560, height: 330, node: [140, 46],
    at: { PENDING: [74, 134], ACTIVE: [280, 134], PROACTIVE: [280, 30], CLOSED: [486, 134], IN_PROGRESS: [188, 240], IDLE: [372, 240] },
    around: { "CLOSED-PENDING": [[528, 162], [528, 366], [32, 366], [32, 166]] },
  },
};

/** The edges, and how far each bends away from a straight line: in the wide layout, and in the others. */
const BENDS = {
  "PENDING-ACTIVE": [26, 16], "ACTIVE-PENDING": [26, 16],
  "PROACTIVE-ACTIVE": [0, 0],
  "ACTIVE-CLOSED": [26, 14], "CLOSED-ACTIVE": [26, 14],
  "CLOSED-PENDING": [0, 0],
  "ACTIVE-IN_PROGRESS": [20, 14], "IN_PROGRESS-ACTIVE": [20, 14],
  "ACTIVE-IDLE": [20, 14], "IDLE-ACTIVE": [20, 14],
  "IDLE-IN_PROGRESS": [0, 0],
  "IN_PROGRESS-PENDING": [-16, -18],
  "IDLE-CLOSED": [16, -10],
};

/** The thirteen edges: `{id, from, to, rows}`. R10 is not among the rows: it is R12 and then R1, and told as those. */
export const EDGES = Object.keys(BENDS).map((id) => {
  const [from, to] = id.split("-");
  return { id, from, to, rows: ROWS.filter((row) => row.from === from && row.to === to && row.row !== "R10") };
});

export const edgeId = (from, to) => `${from}-${to}`;

/** Where a layout's edge runs, as the `d` of an SVG path. */
function line(layout, { id, from, to }) {
  const shape = LAYOUTS[layout];
  const around = shape.around[id];
  if (around) {
    const [a, b, c, d] = around;
    return `M${a} C${b} ${c} ${d}`;
  }
  const bend = BENDS[id][layout === "wide" ? 0 : 1];
  const [a, b] = [shape.at[from], shape.at[to]];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  // Each direction of a pair is moved to its own left, so that two lines never lie on each other.
  const [ox, oy] = [(dy / length) * bend, (-dx / length) * bend];
  const shift = Math.sign(bend) * Math.min(Math.abs(bend), 14) * 0.72;
  const [sx, sy] = [(dy / length) * shift, (-dx / length) * shift];
  const middle = [(a[0] + b[0]) / 2 + ox * 1.5, (a[1] + b[1]) / 2 + oy * 1.5];
  const start = border([a[0] + sx, a[1] + sy], a, middle, shape.node, 3);
  const end = border([b[0] + sx, b[1] + sy], b, middle, shape.node, 9);
  return `M${start} Q${middle.map(round)} ${end}`;
}

/** Where the line from a point inside a node towards another leaves the node, plus a gap. */
function border(inside, centre, towards, [width, height], gap) {
  const [dx, dy] = [towards[0] - inside[0], towards[1] - inside[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const exitX = ux === 0 ? Infinity : (centre[0] + Math.sign(ux) * (width / 2) - inside[0]) / ux;
  const exitY = uy === 0 ? Infinity : (centre[1] + Math.sign(uy) * (height / 2) - inside[1]) / uy;
  const t = Math.min(exitX, exitY) + gap;
  return [round(inside[0] + ux * t), round(inside[1] + uy * t)];
}

const round = (n) => Math.round(n * 10) / 10;

/** Every edge's path in each layout, reckoned once. */
const LINES = Object.fromEntries(Object.keys(LAYOUTS).map((layout) => [layout, Object.fromEntries(EDGES.map((edge) => [edge.id, line(layout, edge)]))]));

const width = (n) => (n ? Math.min(7, 1.8 + Math.log2(1 + n) * 0.7) : 1.3);

/** Where each edge's number stands, in its middle unless the layout says otherwise; measured once the picture is on the screen. */
const places = new Map();
const probe = document.createElementNS("http://www.w3.org/2000/svg", "path");

function place(layout, id) {
  const key = layout + id;
  if (!places.has(key)) {
    probe.setAttribute("d", LINES[layout][id]);
    const point = probe.getPointAtLength(probe.getTotalLength() * (LAYOUTS[layout].numbers?.[id] ?? 0.5));
    places.set(key, [round(point.x), round(point.y)]);
  }
  return places.get(key);
}

/**
 * The picture.
 *
 * @param counts tickets in each status, or null when it is about one ticket, or about none
 * @param here the status in which the one ticket is, if there is one
 * @param moved edge id → how many changes to tell of
 * @param chosen the edge that is looked at, or null
 * @param onChoose called with an edge, or null
 * @param href status → where its node leads to, or null
 */
export function journey({ layout = "wide", label, counts = null, here = null, moved = new Map(), chosen = null, onChoose = () => {}, href = null }) {
  const shape = LAYOUTS[layout];
  const [w, h] = shape.node;
  return html`
    <svg class="journey ${layout} ${counts ? "" : "of-one"}" viewBox="0 0 ${shape.width} ${shape.height}" role="group" aria-label=${label} @keydown=${(event) => walk(event, onChoose)}>
      <defs>
        ${["quiet", ...STATUSES.map(statusClass)].map(
          (name) => svg`<marker id="tip-${layout}-${name}" class="tip ${name}" viewBox="0 0 10 10" refX="3" refY="5" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 .8 9 5 0 9.2 2 5z" /></marker>`,
        )}
      </defs>
      <g class="edges">
        ${EDGES.map((edge, i) => {
          const n = moved.get(edge.id) ?? 0;
          const d = LINES[layout][edge.id];
          const tip = n || chosen === edge.id ? statusClass(edge.to) : "quiet";
          const [x, y] = place(layout, edge.id);
          return svg`
            <g class="edge ${statusClass(edge.to)} ${n ? "moved" : ""} ${chosen === edge.id ? "chosen" : ""}" data-edge=${edge.id} role="img"
              tabindex=${(chosen ? chosen === edge.id : i === 0) ? 0 : -1}
              aria-label="${statusName(edge.from)} to ${statusName(edge.to)}: ${number(n)}. ${edge.rows.map((r) => `${r.row}, ${r.because}`).join("; ")}."
              @focus=${() => onChoose(edge)} @blur=${() => onChoose(null)} @pointerenter=${() => onChoose(edge)} @pointerleave=${() => onChoose(null)}>
              <path class="hit" d=${d} />
              <path class="way" d=${d} stroke-width=${width(n)} marker-end="url(#tip-${layout}-${tip})" />
              ${n && counts ? svg`<text class="number" x=${x} y=${y} dy=".36em">${short(n)}</text>` : nothing}
            </g>`;
        })}
      </g>
      <g class="flow" aria-hidden="true"></g>
      <g class="nodes">
        ${STATUSES.map((status) => {
          const [x, y] = shape.at[status];
          const name = statusName(status);
          const body = svg`
            <rect x=${x - w / 2} y=${y - h / 2} width=${w} height=${h} rx="13" />
            <svg class="glyph ${statusClass(status)}" x=${x - w / 2 + 13} y=${counts ? y - 21 : y - 8} width="15" height="15" viewBox="0 0 16 16">${sign(status)}</svg>
            <text class="name" x=${x - w / 2 + (layout === "tall" ? 32 : 35)} y=${counts ? y - 9 : y + 5}>${name}</text>
            ${counts ? svg`<text class="count" x=${x - w / 2 + 13} y=${y + 21}>${short(counts[status] ?? 0)}</text>` : nothing}`;
          const classes = `node ${statusClass(status)} ${here === status ? "here" : ""} ${!counts && here !== status ? "elsewhere" : ""}`;
          return href
            ? svg`<a class=${classes} href=${href(status)} aria-label="${name}: ${number(counts?.[status] ?? 0)} tickets">${body}</a>`
            : svg`<g class=${classes} role="img" aria-label=${here === status ? `${name}: here` : name}>${body}</g>`;
        })}
      </g>
    </svg>`;
}

/** Arrow keys go from edge to edge; one of them at a time is in the order of the tab key. */
function walk(event, onChoose) {
  const edge = event.target.closest?.(".edge");
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (edge && step) {
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll(".edge")];
    const next = all[(all.indexOf(edge) + step + all.length) % all.length];
    next.focus();
    onChoose(EDGES.find(({ id }) => id === next.dataset.edge));
  }
}

/** Calls back with `wide` or `tall`, now and when the screen turns. */
export function onLayout(callback, signal) {
  const narrow = matchMedia("(max-width: 620px)");
  const tell = () => callback(narrow.matches ? "tall" : "wide");
  narrow.addEventListener("change", tell, { signal });
  tell();
}
