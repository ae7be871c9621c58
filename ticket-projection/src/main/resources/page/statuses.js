import { html, svg } from "/lib/lit-html/lit-html.js";
import { presenceName, priorityName } from "/format.js";

/** The six statuses, in the order of the journey. Each has its name, a class for its colour, and a sign, so that colour never speaks alone. */
export const STATUSES = ["PENDING", "ACTIVE", "PROACTIVE", "IN_PROGRESS", "IDLE", "CLOSED"];

const NAMES = { PENDING: "Pending", ACTIVE: "Active", PROACTIVE: "Proactive", IN_PROGRESS: "In Progress", IDLE: "Idle", CLOSED: "Closed" };

export const statusName = (status) => NAMES[status] ?? status;

export const statusClass = (status) => "s-" + status.toLowerCase().replace("_", "-");

/** What each status means, for who meets it for the first time. */
export const MEANING = {
  PENDING: "waits for an agent",
  ACTIVE: "an agent holds it",
  PROACTIVE: "an agent wrote first",
  IN_PROGRESS: "parked, nobody holds it",
  IDLE: "the customer is silent",
  CLOSED: "done",
};

/** The status's sign, as parts of an SVG of 16 by 16. */
export function sign(status) {
  switch (status) {
    case "PENDING":
      return svg`<circle class="line" cx="8" cy="8" r="6" /><path class="line" d="M8 4.6V8l2.4 1.6" />`;
    case "ACTIVE":
      return svg`<circle class="fill" cx="8" cy="8" r="6.8" />`;
    case "PROACTIVE":
      return svg`<path class="fill" d="M8 .8 15.2 8 8 15.2.8 8z" />`;
    case "IN_PROGRESS":
      return svg`<circle class="line" cx="8" cy="8" r="6" /><path class="fill" d="M8 2a6 6 0 0 0 0 12z" />`;
    case "IDLE":
      return svg`<circle class="line" cx="8" cy="8" r="6" /><path class="line" d="M6.3 5.7v4.6M9.7 5.7v4.6" />`;
    case "CLOSED":
      return svg`<rect class="line" x="2" y="2" width="12" height="12" rx="3" /><path class="line" d="m5 8.2 2.2 2.2L11 6.2" />`;
    default:
      return svg`<circle class="line" cx="8" cy="8" r="6" stroke-dasharray="2 2" />`;
  }
}

export const glyph = (status) => html`<svg class="glyph ${statusClass(status)}" viewBox="0 0 16 16" aria-hidden="true">${sign(status)}</svg>`;

/** A status as a word with its sign and colour. */
export const chip = (status) => html`<span class="chip ${statusClass(status)}">${glyph(status)}${statusName(status)}</span>`;

/** A change of status, as two words with an arrow. */
export const change = (from, to) =>
  html`<span class="change">${from ? html`${chip(from)}<span class="arrow" role="img" aria-label="to">→</span>` : ""}${chip(to)}</span>`;

/** Presence as a word with a sign. */
export const presence = (value) => html`
  <span class="presence p-${value.toLowerCase()}">
    <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
      ${value === "ONLINE"
        ? svg`<circle class="fill" cx="8" cy="8" r="5" />`
        : value === "AWAY"
          ? svg`<circle class="line" cx="8" cy="8" r="5" /><path class="fill" d="M8 3a5 5 0 0 0 0 10z" />`
          : svg`<circle class="line" cx="8" cy="8" r="5" />`}
    </svg>${presenceName(value)}</span>`;

/** A priority; the ordinary one is quiet. */
export const priority = (value) => html`<span class="priority ${"pr-" + value.toLowerCase()}">${bars(value)}${priorityName(value)}</span>`;

const RANKS = ["LOW", "MEDIUM", "HIGH", "URGENT"];

const bars = (value) => html`
  <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
    ${RANKS.map((rank, i) => svg`<rect class=${i <= RANKS.indexOf(value) ? "fill" : "faint"} x=${1 + i * 3.8} y=${11 - i * 3} width="2.6" height=${4 + i * 3} rx="1" />`)}
  </svg>`;
