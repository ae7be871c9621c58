import { html, nothing } from "/lib/lit-html/lit-html.js";
import { live as liveValue } from "/lib/lit-html/directives/live.js";
import "/clock.js";
import { get, newId } from "/api.js";
import { addressOf, go, ticketAddress } from "/address.js";
import { empty, problemCard } from "/cards.js";
import { deskPanel } from "/desk-panel.js";
import { atMostEvery, drawer } from "/draw.js";
import { number, presenceName, priorityName, roleName } from "/format.js";
import { guide, nextStep, progress } from "/guide.js";
import { edgeId, journey } from "/journey.js";
import { onKeys } from "/keys.js";
import { session } from "/memory.js";
import { Sending } from "/sending.js";
import { story } from "/story.js";
import { chip, presence } from "/statuses.js";
import { me } from "/who.js";
import { why } from "/why.js";

const ROLES = ["CUSTOMER", "AGENT", "ADMIN"];
const PEOPLE = { CUSTOMER: "cora", AGENT: "ann", ADMIN: "ada" };
const BIRTHS = new Set(["OpenTicket", "StartProactiveChat"]);
const PRIORITIES = ["LOW", "MEDIUM", "HIGH", "URGENT"];
const AGENTS = 500;
/** So many entries of a story are read and shown, the latest; the ticket's own view has the others. */
const ENTRIES = 100;

const BUTTONS = {
  MoveToInProgress: ["Park it", "In Progress, nobody holds it"],
  MoveToIdle: ["Set it Idle", "the customer is silent"],
  CloseTicket: ["Close it", "done"],
  ReopenTicket: ["Reopen it", "back to whoever held it last"],
};

/** An id for a ticket that one can remember for two minutes. */
const freshId = () => "try-" + newId().slice(0, 4);

/**
 * Be the customer, an agent or the admin, and take a ticket through the journey: whoever runs the server may be each in turn, others are
 * themselves. What is allowed is asked of the desk, not known here.
 */
export function open({ desk, ticket: id, host, live, signal }) {
  const memory = "try:" + desk;
  const isOneself = !me.operator;
  const people = isOneself ? { ...PEOPLE, [me.role]: me.id } : { ...PEOPLE, ...session.get(memory + ":people", {}) };
  const words = session.get(memory + ":words", {});
  let role = isOneself ? me.role : session.get(memory + ":role", "CUSTOMER");
  let agents = [];
  let summary = null;
  let ticket = null;
  let entries = [];
  let isCut = false;
  let allowed = null;
  let problem = null;
  let ready = false;
  let busy = false;
  let known = 0;
  let turns = 0;
  let shown = 0;
  const draw = drawer(host, template, signal);
  const sending = new Sending(desk, draw, async (request, outcome) => {
    live.wake();
    if (outcome.outcome === "ACCEPTED" && BIRTHS.has(request.action.type)) {
      take(request.ticket);
    }
    await read(outcome.sequence);
  });

  /**
   * Reads what is on the screen; after an own action only answers that know its outcome. What was read later is never covered by what was
   * asked earlier.
   */
  async function read(atLeast) {
    known = Math.max(known, atLeast ?? 0);
    const turn = ++turns;
    const asker = asking();
    const of = id;
    const know = { "at-least": known || null };
    const orNone = (reading) => reading.catch((cause) => (cause.status === 404 ? null : Promise.reject(cause)));
    try {
      const begun = known > 0 || (await live.begun);
      const ask = (parts, params) => (begun ? orNone(get(["desks", desk, ...parts], { ...params, ...know }, signal)) : null);
      const [deskNow, agentsNow, ticketNow, storyNow, allowedNow] = await Promise.all([
        me.role === "CUSTOMER" ? null : ask([]),
        me.role === "CUSTOMER" ? [] : crew(ask),
        id ? ask(["tickets", id]) : null,
        id ? ask(["tickets", id, "history"], { newestFirst: true, limit: ENTRIES }) : null,
        id ? ask(["tickets", id, "allowed"], { role, id: people[role] }) : null,
      ]);
      if (turn < shown || of !== id) {
        return;
      }
      shown = turn;
      summary = deskNow;
      agents = agentsNow;
      ticket = ticketNow;
      entries = storyNow?.items.reverse() ?? [];
      isCut = Boolean(storyNow?.next);
      if (asker === asking()) {
        allowed = allowedNow;
      }
      problem = null;
      ready = true;
      if (!isOneself) {
        choosePeople();
      }
    } catch (cause) {
      if (signal.aborted) {
        return;
      }
      problem = cause;
      if (cause.isSilence) {
        setTimeout(refresh, 2_000);
      }
    }
    draw();
  }

  const refresh = atMostEvery(500, () => read(), signal);

  /** The agents, who is online first; at a desk that has more than one answer holds, the one that one is comes first. */
  async function crew(ask) {
    const page = await ask(["agents"], { sort: "presence", limit: AGENTS });
    const items = page?.items ?? [];
    if (page?.next && !items.some(({ agent }) => agent === people.AGENT)) {
      const me = await ask(["agents", people.AGENT]);
      return me && !me.leftAt ? [me, ...items] : items;
    }
    return items;
  }

  /** Who would ask: what is allowed to one person, for one ticket, says nothing of another. */
  const asking = () => JSON.stringify([id, role, people[role]]);

  /** The agent that one is must be one of the desk, who holds the ticket first; the customer is the ticket's. */
  function choosePeople() {
    if (ticket && people.CUSTOMER !== ticket.customer) {
      be("CUSTOMER", ticket.customer, role);
    }
    if (agents.length && !agents.some(({ agent }) => agent === people.AGENT)) {
      be("AGENT", ticket?.assignee ?? (agents.find((a) => a.presence === "ONLINE") ?? agents[0]).agent, role);
    }
  }

  function be(newRole, person = people[newRole], shown = newRole) {
    const before = asking();
    role = shown;
    people[newRole] = person;
    session.set(memory + ":role", role);
    session.set(memory + ":people", people);
    if (before !== asking()) {
      allowed = null;
      read();
    }
    draw();
  }

  const actor = (as = role, person = people[as]) => ({ role: as, id: person });

  async function send(who, onTicket, action) {
    busy = true;
    draw();
    try {
      return await sending.send(who, onTicket, action);
    } finally {
      busy = false;
      draw();
    }
  }

  async function write(text, who = actor()) {
    const messageId = newId();
    if (text) {
      words[messageId] = text;
      session.set(memory + ":words", words);
    }
    return send(who, id, { type: "SendMessage", messageId });
  }

  async function openTicket(event) {
    event?.preventDefault();
    const form = event ? new FormData(event.target) : null;
    const name = form?.get("ticket")?.trim() || freshId();
    be("CUSTOMER");
    await send(actor("CUSTOMER"), name, { type: "OpenTicket", channel: form?.get("channel") ?? "IN_APP", priority: form?.get("priority") ?? "MEDIUM" });
  }

  async function startChat(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    await send(actor("AGENT"), freshId(), { type: "StartProactiveChat", customer: form.get("customer").trim() });
  }

  /** Takes this ticket in hand, without leaving the view: what was asked and answered stays on the screen. */
  function take(name) {
    id = name || null;
    ticket = null;
    entries = [];
    allowed = null;
    history.replaceState(null, "", id ? ticketAddress(desk, id, "try") : addressOf(desk, "try"));
  }

  /** The deeds of the guide: they change the persona, so that one sees who does what. */
  const act = {
    open: () => openTicket(),
    fresh: () => {
      be("CUSTOMER");
      take(null);
      refresh();
    },
    write: (person, as) => {
      be(as, person);
      return write(as === "CUSTOMER" ? "Is there any news?" : "Hello! I am looking into it.");
    },
    ask: (type, person, as = "AGENT") => {
      be(as, person);
      return send(actor(), id, { type });
    },
    reopen: () => act.ask("ReopenTicket", people.ADMIN, "ADMIN"),
    assign: (agent) => {
      be("ADMIN");
      return send(actor(), id, { type: "AssignTicket", agent });
    },
    presence: (agent, value) => {
      be("AGENT", agent);
      return send(actor(), null, { type: "SetPresence", presence: value });
    },
    staff: async (agent) => {
      be("ADMIN");
      const added = await send(actor(), null, { type: "AddAgent", agent });
      if (added?.outcome === "ACCEPTED") {
        await act.presence(agent, "ONLINE");
      }
    },
  };

  const guided = () => {
    if (isOneself) {
      return {};
    }
    const done = progress({ agents, ticket, entries });
    return { done, step: nextStep(done, { desk, people, agents, ticket, act }) };
  };

  for (const type of ["counts", "status", "again"]) {
    live.addEventListener(type, () => refresh(), { signal });
  }
  onKeys("Hands-on", [
    ...(isOneself
      ? []
      : [
          { key: "1", does: "Be the customer", run: () => be("CUSTOMER") },
          { key: "2", does: "Be an agent", run: () => be("AGENT") },
          { key: "3", does: "Be the admin", run: () => be("ADMIN") },
          { key: "n", does: "Do the next step", run: () => ready && !busy && guided().step.run() },
        ]),
    { key: "w", does: "Write a message", run: () => host.querySelector("[name=words]")?.focus() },
  ], signal);
  draw();
  refresh();

  function template() {
    if (!ready) {
      return problem ? problemCard(problem, () => refresh()) : html`<p class="loading" role="status">Loading…</p>`;
    }
    const { done, step } = guided();
    const moved = new Map();
    for (const fact of entries.flatMap((entry) => entry.facts ?? [])) {
      if (fact.type === "StatusChanged" && fact.from) {
        moved.set(edgeId(fact.from, fact.to), 1);
      }
    }
    return html`
      <h1 class="unseen">Hands-on at ${desk}</h1>
      ${problem ? problemCard(problem, () => refresh()) : nothing} ${step ? guide(done, step, busy) : nothing}
      <div class="try-grid">
        <div class="column">
          ${persona()}
          <section class="card" aria-labelledby="h-do"><h2 id="h-do">${ticket ? html`With ${ticket.ticket}` : "Begin"}</h2>${ticket ? ticketActions() : beginnings()}</section>
        </div>
        <div class="column">
          <section class="card outcomes-card" aria-labelledby="h-outcomes"><h2 id="h-outcomes">What came of it</h2>${sending.template()}</section>
          <section class="card story-card" aria-labelledby="h-story">
            <div class="card-head">
              <h2 id="h-story">${ticket ? html`<a href=${ticketAddress(desk, ticket.ticket)}>${ticket.ticket}</a>` : "The ticket"}</h2>
              ${ticket ? html`<span class="row">${chip(ticket.status)}<span class="quiet">${ticket.assignee ? html`held by ${ticket.assignee} · ` : nothing}<since-clock .since=${ticket.statusSince}></since-clock></span></span>` : nothing}
            </div>
            ${ticket
              ? html`${journey({ layout: "compact", label: `The way of ${ticket.ticket}`, here: ticket.status, moved })} 
                  ${isCut ? html`<p class="quiet">The latest ${number(entries.length)} entries. <a href=${ticketAddress(desk, ticket.ticket)}>The whole story</a></p>` : nothing}
                  ${story(ticket.ticket, entries, { words })}
                  <p class="hint">What is typed stays on this page: the desk learns that somebody wrote, never what.</p>`
              : html`${journey({ layout: "compact", label: "The way that a ticket may go" })}
                  ${empty(id ? `This desk has no ticket ${id}.` : "This is the way a ticket may go. Open one, and its own story is told here.")}`}
          </section>
        </div>
        ${me.role === "CUSTOMER" ? nothing : html`<div class="column">${deskPanel({ summary, agents, role, person: people[role], busy, be, send: (action) => send(actor(), null, action) })}</div>`}
      </div>`;
  }

  function persona() {
    return html`
      <section class="card persona" aria-labelledby="h-persona">
        <h2 id="h-persona">You are</h2>
        ${isOneself ? oneself() : html`<div class="segments big" role="group" aria-label="Persona">
          ${ROLES.map((one, i) => html`<button aria-pressed=${role === one} data-role=${one} @click=${() => be(one)}><span>${{ CUSTOMER: "Customer", AGENT: "Agent", ADMIN: "Admin" }[one]}</span><kbd>${i + 1}</kbd></button>`)}
        </div>
        <label class="person">
          <span>called</span>
          ${role === "AGENT" && agents.length
            ? html`<select name="person" @change=${(e) => be(role, e.target.value)}>
                ${agents.map((a) => html`<option value=${a.agent} ?selected=${a.agent === people.AGENT} .selected=${a.agent === people.AGENT}>${a.agent} (${presenceName(a.presence)}${a.agent === ticket?.assignee ? ", holds it" : ""})</option>`)}
              </select>`
            : html`<input name="person" .value=${liveValue(people[role])} @change=${(e) => e.target.value.trim() && be(role, e.target.value.trim())} autocomplete="off" spellcheck="false" />`}
        </label>`}
        ${role === "AGENT" ? ownPresence() : nothing}
      </section>`;
  }

  const oneself = () => html`
    <p><strong>${me.id}</strong> <span class="quiet">${roleName(me.role)}</span></p>
    <p class="hint">Your token says so. What you ask for here, you ask for in your own name.</p>`;

  function ownPresence() {
    const me = agents.find(({ agent }) => agent === people.AGENT);
    if (!me) {
      return html`<p class="hint">${people.AGENT} is not an agent of this desk yet. An admin adds them.</p>`;
    }
    return html`
      <div class="segments" role="group" aria-label="Presence of ${me.agent}">
        ${["ONLINE", "AWAY", "OFFLINE"].map(
          (value) => html`<button aria-pressed=${me.presence === value} ?disabled=${busy} @click=${() => send(actor(), null, { type: "SetPresence", presence: value })}>${presence(value)}</button>`,
        )}
      </div>
      <p class="hint">Stepping away gives Active tickets back to the desk.</p>`;
  }

  /** Where others work, a ticket is soon in their hands: who wants to go step by step may have a desk alone. */
  const ownDesk = () =>
    me.operator && summary && Object.values(summary.tickets).some((n) => n > 0)
      ? html`<p class="hint">Others work at ${desk} too, and may be quicker than you. <button class="quiet-button" @click=${() => go("practice-" + newId().slice(0, 4), "try")}>Take a desk of your own</button></p>`
      : nothing;

  function beginnings() {
    if (role === "AGENT") {
      return html`
        <form class="stack" @submit=${startChat}>
          <label>Write first to <input name="customer" required .value=${people.CUSTOMER} autocomplete="off" spellcheck="false" /></label>
          <button class="primary" ?disabled=${busy}>Start a proactive chat</button>
        </form>
        ${takeForm()} ${ownDesk()}`;
    }
    if (role === "ADMIN") {
      return html`<p class="hint">An admin opens no tickets, but may take any in hand, and runs the desk.</p>${takeForm()} ${ownDesk()}`;
    }
    return html`
      <form class="stack" @submit=${openTicket}>
        <fieldset class="segments" aria-label="Channel">
          <label><input type="radio" name="channel" value="IN_APP" checked /><span>In-app</span></label>
          <label><input type="radio" name="channel" value="SOCIAL" /><span>Social</span></label>
        </fieldset>
        <label>Priority <select name="priority">${PRIORITIES.map((p) => html`<option value=${p} ?selected=${p === "MEDIUM"}>${priorityName(p)}</option>`)}</select></label>
        <label>Its id <input name="ticket" placeholder="one is made up" pattern="[A-Za-z0-9_.:@\\-]{1,128}" autocomplete="off" spellcheck="false" /></label>
        <button class="primary" ?disabled=${busy}>Open a ticket</button>
      </form>
      ${takeForm()} ${ownDesk()}`;
  }

  const takeForm = () => html`
    <form class="stack other" @submit=${(event) => {
      event.preventDefault();
      const name = new FormData(event.target).get("take").trim();
      if (name) {
        go(desk, "try/" + encodeURIComponent(name));
      }
    }}>
      <label>Or take a ticket that is there <input name="take" placeholder="its id" autocomplete="off" spellcheck="false" /></label>
      <button ?disabled=${busy}>Take it</button>
    </form>`;

  function ticketActions() {
    const of = (type) => allowed?.actions.find((one) => one.type === type) ?? { type, isAsked: true };
    return html`
      ${compose(of("SendMessage"))}
      <ul class="deeds">${Object.keys(BUTTONS).map((type) => deed(of(type)))}</ul>
      ${choice(of("AssignTicket"), "Assign to", "agent", "Assign", (value) => value)}
      ${choice(of("ChangePriority"), "Priority", "priority", "Change", priorityName)}
      <p class="other"><button class="quiet-button" @click=${act.fresh}>Another ticket…</button></p>`;
  }

  function compose(may) {
    const submit = (event) => {
      event.preventDefault();
      const field = event.target.elements.words;
      write(field.value.trim());
      field.value = "";
    };
    return html`
      <form class="compose" @submit=${submit}>
        <label class="unseen" for="words">A message as ${people[role]}</label>
        <input id="words" name="words" placeholder="Write as ${people[role]}…" autocomplete="off" />
        <button class="primary" ?disabled=${busy}>Send</button>
      </form>
      ${may.allowed || may.isAsked ? nothing : html`<p class="hint why-not">${why(may.detail)}</p>`}`;
  }

  function deed(may) {
    const [name, note] = BUTTONS[may.type];
    if (may.isAsked) {
      return html`<li data-action=${may.type}><button disabled>${name}</button><span class="quiet">asking whether ${people[role]} may…</span></li>`;
    }
    const run = () => send(actor(), id, { type: may.type });
    return html`
      <li class=${may.allowed ? "" : "not-allowed"} data-action=${may.type}>
        ${may.allowed
          ? html`<button ?disabled=${busy} @click=${run}>${name}</button><span class="quiet">${note}</span>`
          : html`<span class="barred"><span class="lock" aria-hidden="true">⊘</span>${name}</span>
              <span class="why-not">${why(may.detail)}</span>
              <button class="quiet-button try-anyway" ?disabled=${busy} aria-label="${name}: try anyway" @click=${run}>Try anyway</button>`}
      </li>`;
  }

  function choice(may, label, field, button, name) {
    const submit = (event) => {
      event.preventDefault();
      send(actor(), id, { type: may.type, [field]: new FormData(event.target).get(field) });
    };
    const choices = may.choices ?? [];
    const first = choices.find((one) => one.allowed) ?? choices[0];
    return html`
      <form class="choice" data-action=${may.type} @submit=${submit}>
        <label>${label}
          <select name=${field}>
            ${choices.map((one) => html`<option value=${one.value} ?selected=${one === first}>${name(one.value)}${one.allowed ? "" : " – " + SHORT_WHY[one.reason]}</option>`)}
          </select>
        </label>
        <button ?disabled=${busy || !choices.length}>${may.allowed || may.isAsked ? button : "Try anyway"}</button>
        ${may.allowed || !choices.length ? nothing : html`<p class="why-not">${why(may.detail ?? first.detail)}</p>`}
      </form>`;
  }

  const SHORT_WHY = {
    ALREADY_SO: "is so already",
    AGENT_NOT_ONLINE: "not online",
    NOT_PERMITTED: `not for ${roleName(role)}s`,
    NOT_ASSIGNEE: "another holds it",
    NO_SUCH_CHANGE: "not from here",
    UNKNOWN_AGENT: "you are no agent here",
  };
}
