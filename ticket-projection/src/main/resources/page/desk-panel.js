import { html, nothing } from "/lib/lit-html/lit-html.js";
import { loadBar } from "/agents.js";
import { empty } from "/cards.js";
import { presence } from "/statuses.js";
import { presenceName } from "/format.js";
import { waitingLine } from "/waiting-line.js";
import { me } from "/who.js";

const SETTINGS = [
  ["idleAfterMs", "Active to Idle after"],
  ["closeIdleAfterMs", "Idle to Closed after"],
  ["inProgressToPendingAfterMs", "In Progress to Pending after"],
];
const UNITS = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** The desk beside the ticket: who works, who waits, and for an admin the agents, capacities and settings. */
export function deskPanel({ summary, agents, role, person, busy, be, send }) {
  const admin = role === "ADMIN";
  return html`
    <section class="card" aria-labelledby="h-crew">
      <h2 id="h-crew">Agents</h2>
      ${agents.length ? html`<ul class="crew">${agents.slice(0, 30).map(member)}</ul>` : empty("Nobody yet.")}
      ${admin
        ? html`<form class="inline" @submit=${add}>
            <label>Add an agent <input name="agent" required placeholder="name" pattern="[A-Za-z0-9_.:@\\-]{1,128}" autocomplete="off" spellcheck="false" /></label>
            <label>Capacity <input name="capacity" type="number" min="1" max="100" placeholder=${summary?.settings.defaultCapacity ?? 5} /></label>
            <button ?disabled=${busy}>Add</button>
          </form>`
        : html`<p class="hint">Agents and settings are the admin's. ${me.operator ? html`<button class="quiet-button" @click=${() => be("ADMIN")}>Be the admin</button>` : nothing}</p>`}
    </section>
    ${summary
      ? html`${waitingLine("h-line", summary, "try")} ${admin ? settings() : nothing}`
      : nothing}`;

  function member(a) {
    const mine = role === "AGENT" && a.agent === person;
    return html`
      <li class=${mine ? "mine" : ""}>
        <span class="agent-name">${a.agent}${mine ? html` <span class="quiet">(you)</span>` : nothing}</span>
        ${admin
          ? html`<select aria-label="Presence of ${a.agent}" ?disabled=${busy} @change=${(e) => send({ type: "SetPresence", agent: a.agent, presence: e.target.value })}>
              ${["ONLINE", "AWAY", "OFFLINE"].map((p) => html`<option value=${p} ?selected=${p === a.presence} .selected=${p === a.presence}>${presenceName(p)}</option>`)}</select>`
          : presence(a.presence)}
        ${loadBar(a)}
        ${admin
          ? html`<span class="row member-admin">
              <label>Capacity <input type="number" min="1" max="100" .value=${String(a.ownCapacity ?? "")} placeholder=${a.capacity} ?disabled=${busy}
                @change=${(e) => e.target.reportValidity() && send({ type: "SetCapacity", agent: a.agent, capacity: e.target.value ? Number(e.target.value) : null })} /></label>
              <button class="quiet-button" ?disabled=${busy} @click=${() => send({ type: "RemoveAgent", agent: a.agent })}>Remove</button></span>`
          : nothing}
      </li>`;
  }

  function add(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const capacity = form.get("capacity");
    send({ type: "AddAgent", agent: form.get("agent").trim(), ...(capacity ? { capacity: Number(capacity) } : {}) });
    event.target.reset();
  }

  function settings() {
    return html`
      <section class="card" aria-labelledby="h-settings">
        <h2 id="h-settings">Settings</h2>
        <form class="settings" @submit=${configure}>
          ${SETTINGS.map(([name, label]) => {
            const [amount, unit] = split(summary.settings[name]);
            return html`<fieldset><legend>${label}</legend>
              <input name=${name} type="number" min="1" step="any" .value=${amount} placeholder="off" aria-label="${label}: how many" />
              <select name="${name}-unit" aria-label="${label}: unit">${Object.keys(UNITS).map((u) => html`<option ?selected=${u === unit}>${u}</option>`)}</select></fieldset>`;
          })}
          <fieldset><legend>Default capacity</legend><input name="defaultCapacity" type="number" min="1" max="100" required .value=${String(summary.settings.defaultCapacity)} aria-label="Default capacity" /></fieldset>
          <button ?disabled=${busy}>Set</button>
          <p class="hint">Empty is off. With “1 s”, a ticket goes Idle while you watch.</p>
        </form>
      </section>`;
  }

  function configure(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const action = { type: "ConfigureDesk", defaultCapacity: Number(form.get("defaultCapacity")) };
    for (const [name] of SETTINGS) {
      const amount = form.get(name);
      action[name] = amount ? Math.round(Number(amount) * UNITS[form.get(name + "-unit")]) : null;
    }
    send(action);
  }
}

/** Milliseconds as an amount of the largest unit that fits evenly. */
function split(ms) {
  if (ms === null || ms === undefined) {
    return ["", "min"];
  }
  const [unit, size] = Object.entries(UNITS).findLast(([, each]) => ms % each === 0) ?? ["s", 1_000];
  return [String(ms / size), unit];
}
