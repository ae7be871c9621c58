import { html, nothing } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import { addressOf } from "/address.js";
import { empty } from "/cards.js";
import { number } from "/format.js";
import { glyph, presence, statusName } from "/statuses.js";

const PIPS = 12;

/** The agents of a desk, in the order of the answer: who is online first, and by name, so that nobody jumps about as loads change. */
export function agentCards(agents, { desk, more = false }) {
  if (!agents.length) {
    return empty("This desk has no agents yet.", html` <a href=${addressOf(desk, "try")}>Add one by hand</a>`);
  }
  return html`
    <ul class="agent-list">
      ${repeat(
        agents,
        (a) => a.agent,
        (a) => html`
          <li class="agent ${a.presence.toLowerCase()}">
            <a class="agent-name" href=${addressOf(desk, "tickets", { assignee: a.agent, status: "ACTIVE,IDLE,PROACTIVE" })}>${a.agent}</a>
            ${presence(a.presence)}
            ${loadBar(a)}
            <span class="holding">
              ${["IDLE", "PROACTIVE"].map((s) =>
                a.holding?.[s] ? html`<span title="${statusName(s)}">${glyph(s)}${number(a.holding[s])}<span class="unseen"> ${statusName(s)}</span></span>` : nothing,
              )}
            </span>
          </li>`,
      )}
    </ul>
    ${more ? html`<p class="quiet">The first ${number(agents.length)} are shown, who is online before the others.</p>` : nothing}`;
}

/** Load against capacity: a field for each ticket where that fits, else a bar. What an admin assigned above capacity is marked. */
export function loadBar({ load, capacity }) {
  const over = load > capacity;
  const label = `${number(load)} of ${number(capacity)} Active${over ? ", above capacity" : ""}`;
  const size = Math.max(load, capacity);
  return html`
    <span class="load ${over ? "over" : load === capacity ? "full" : ""}" role="img" aria-label=${label} title=${label}>
      ${size <= PIPS
        ? html`<span class="pips">${Array.from({ length: size }, (_, i) => html`<i class=${i >= capacity ? "extra" : i < load ? "taken" : ""}></i>`)}</span>`
        : html`<span class="meter"><i .style=${`width:${Math.min(100, (100 * load) / size)}%`}></i></span>`}
      <span class="load-number">${number(load)}/${number(capacity)}</span>
    </span>`;
}
