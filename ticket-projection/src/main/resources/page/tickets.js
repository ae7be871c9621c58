import { html, nothing } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import { live as liveValue } from "/lib/lit-html/directives/live.js";
import "/clock.js";
import { get } from "/api.js";
import { addressOf, ticketAddress } from "/address.js";
import { empty, loading, problemCard } from "/cards.js";
import { atMostEvery, drawer } from "/draw.js";
import { channelName, count, localInput, number, when } from "/format.js";
import { onKeys } from "/keys.js";
import { me } from "/who.js";
import { chip, glyph, priority, STATUSES, statusClass, statusName } from "/statuses.js";

const PAGE = 100;
/** So many pages are in the document at once; what was before is a button away. */
const PAGES = 3;

const SORTS = [
  ["-changed", "changed last"],
  ["waiting", "waiting line"],
  ["-opened", "opened last"],
  ["opened", "opened first"],
  ["since", "longest in their status"],
  ["-since", "shortest in their status"],
  ["-closed", "closed last"],
];

/** The list of tickets: filtered, sorted, a page at a time, whatever their number. Rows change as their tickets do; their order does not. */
export function open({ desk, params, host, live, signal }) {
  const isCustomer = me.role === "CUSTOMER";
  const filters = { ...params };
  const chosen = new Set((params.status ?? "").split(",").filter(Boolean));
  let pages = [];
  let dropped = [];
  let next = null;
  let problem = null;
  let busy = true;
  let counts = null;
  let changed = new Set();
  let isOld = false;
  let followedFrom = 0;
  let wasAway = false;
  const draw = drawer(host, template, signal);
  const drawSoon = atMostEvery(250, draw, signal);

  const asked = () => ({
    ...filters,
    sort: filters.sort ?? "-changed",
    openedFrom: filters.openedFrom && new Date(filters.openedFrom).toISOString(),
    openedTo: filters.openedTo && new Date(filters.openedTo).toISOString(),
    closedFrom: filters.closedFrom && new Date(filters.closedFrom).toISOString(),
    closedTo: filters.closedTo && new Date(filters.closedTo).toISOString(),
    limit: PAGE,
  });

  async function load(cursor, put) {
    busy = true;
    draw();
    try {
      const page = await get(["desks", desk, "tickets"], { ...asked(), cursor, "at-least": followedFrom || null }, signal);
      problem = null;
      put({ cursor, items: page.items, next: page.next, sequence: page.sequence });
      next = pages.at(-1).next;
    } catch (cause) {
      if (signal.aborted) {
        return;
      }
      problem = { cause, again: () => load(cursor, put) };
    }
    busy = false;
    lookBack();
    draw();
  }

  /** What was read before the feed began may have missed changes: on first opening nobody need know, afterwards nothing moves unasked. */
  function lookBack() {
    if (busy || !pages.some(({ sequence }) => sequence < followedFrom)) {
      return;
    }
    if (wasAway) {
      isOld = true;
    } else {
      begin();
    }
  }

  const begin = () =>
    load(null, (page) => {
      pages = [page];
      dropped = [];
      changed = new Set();
      isOld = false;
    });
  const more = () =>
    load(next, (page) => {
      pages.push(page);
      if (pages.length > PAGES) {
        dropped.push(pages.shift().cursor);
      }
    });
  const earlier = () =>
    load(dropped.at(-1), (page) => {
      dropped.pop();
      pages.unshift(page);
      pages.length = Math.min(pages.length, PAGES);
    });

  const refreshCounts = atMostEvery(2_000, async () => {
    if (isCustomer) {
      return;
    }
    try {
      counts = (await get(["desks", desk], {}, signal)).tickets;
      draw();
    } catch {
      // The list's own problem is shown.
    }
  }, signal);

  live.addEventListener("counts", ({ detail }) => {
    counts = detail.tickets;
    drawSoon();
  }, { signal });
  live.addEventListener("status", ({ detail: c }) => {
    changed.add(c.ticket);
    for (const page of pages) {
      const row = page.items.find(({ ticket }) => ticket === c.ticket);
      if (row) {
        Object.assign(row, { status: c.to, statusSince: c.at, assignee: c.assignee, priority: c.priority });
      }
    }
    drawSoon();
  }, { signal });
  live.addEventListener("again", ({ detail }) => {
    refreshCounts();
    followedFrom = detail.sequence;
    wasAway ||= !detail.first;
    lookBack();
    draw();
  }, { signal });
  onKeys("Tickets", [
    { key: "/", does: "To the filters", run: () => host.querySelector("[name=customer]")?.focus() },
    { key: "r", does: "Read the list anew", run: begin },
  ], signal);
  refreshCounts();
  begin();

  /** The filters live in the address, so that a list can be kept and shared. */
  function apply(changes) {
    Object.assign(filters, changes);
    location.replace(addressOf(desk, "tickets", { ...filters, status: [...chosen].join(",") }));
  }

  function toggle(status) {
    if (!chosen.delete(status)) {
      chosen.add(status);
    }
    apply({ status: [...chosen].join(",") });
  }

  const field = (name) => ({ target }) => apply({ [name]: target.value.trim() });

  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    const link = event.target.closest("tbody a.ticket-link");
    if (link && step) {
      event.preventDefault();
      const all = [...event.currentTarget.querySelectorAll("a.ticket-link")];
      all[all.indexOf(link) + step]?.focus();
    }
  }

  function template() {
    const rows = pages.flatMap((page) => page.items);
    const filtered = ["assignee", "customer", "channel", "priority", "openedFrom", "openedTo", "closedFrom", "closedTo"].some((name) => filters[name]) || chosen.size;
    return html`
      <div class="view-head">
        <h1>Tickets</h1>
        ${isOld || changed.size
          ? html`<button class="quiet-button" @click=${begin}>${isOld ? "Connected again" : `${count(changed.size, "ticket")} changed since`} · read anew</button>`
          : nothing}
      </div>
      <form class="filters card" aria-label="Filters" @submit=${(e) => e.preventDefault()}>
        <div class="status-filter" role="group" aria-label="Status">
          ${STATUSES.map(
            (s) => html`<button type="button" class="toggle ${statusClass(s)}" data-part=${s} aria-pressed=${chosen.has(s)} @click=${() => toggle(s)}>
              ${glyph(s)}${statusName(s)}<span class="toggle-count">${counts ? number(counts[s]) : ""}</span></button>`,
          )}
        </div>
        <div class="fields">
          ${isCustomer ? nothing : html`<label>Customer <input name="customer" .value=${liveValue(filters.customer ?? "")} @change=${field("customer")} autocomplete="off" spellcheck="false" placeholder="any" /></label>
          <label>Agent <input name="assignee" .value=${liveValue(filters.assignee ?? "")} @change=${field("assignee")} autocomplete="off" spellcheck="false" placeholder="any" /></label>`}
          <label>Channel ${select("channel", [["", "any"], ["IN_APP", "in-app"], ["SOCIAL", "social"]])}</label>
          <label>Priority ${select("priority", [["", "any"], ["URGENT", "Urgent"], ["HIGH", "High"], ["MEDIUM", "Medium"], ["LOW", "Low"]])}</label>
          <label>Sorted by ${select("sort", SORTS)}</label>
          <details class="ranges" ?open=${filters.openedFrom || filters.openedTo || filters.closedFrom || filters.closedTo}>
            <summary>Opened, closed between…</summary>
            <div class="fields">
              ${[["openedFrom", "Opened from"], ["openedTo", "until"], ["closedFrom", "Closed from"], ["closedTo", "until"]].map(
                ([name, label]) => html`<label>${label} <input type="datetime-local" .value=${filters[name] ? localInput(filters[name]) : ""} @change=${field(name)} /></label>`,
              )}
            </div>
          </details>
          ${filtered ? html`<a class="quiet-button clear" href=${addressOf(desk, "tickets", { sort: filters.sort })}>Clear</a>` : nothing}
        </div>
      </form>
      ${problem ? problemCard(problem.cause, problem.again) : nothing}
      ${!pages.length ? (problem ? nothing : loading("tickets")) : rows.length ? table(rows) : empty(filtered ? "No ticket is like that." : "No tickets yet.")}`;
  }

  const select = (name, options) => html`
    <select name=${name} @change=${field(name)}>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${(filters[name] ?? (name === "sort" ? "-changed" : "")) === value}>${text}</option>`)}
    </select>`;

  function table(rows) {
    return html`
      ${dropped.length ? html`<p class="more"><button ?disabled=${busy} @click=${earlier}>Earlier rows</button></p>` : nothing}
      <div class="card table-card">
        <table class="ticket-table" @keydown=${walk}>
          <thead>
            <tr><th scope="col">Ticket</th><th scope="col">Status</th><th scope="col" class="num">For</th><th scope="col">Agent</th><th scope="col">Customer</th><th scope="col">Channel</th><th scope="col">Priority</th><th scope="col">Last word</th><th scope="col" class="num">Messages</th><th scope="col" class="num">Opened</th></tr>
          </thead>
          <tbody>
            ${repeat(
              rows,
              (t) => t.ticket,
              (t, i) => html`
                <tr class=${changed.has(t.ticket) ? "changed" : ""}>
                  <th scope="row"><a class="ticket-link" tabindex=${i ? -1 : 0} href=${ticketAddress(desk, t.ticket)}>${t.ticket}</a>${
                    t.reopenings ? html`<span class="badge" title=${count(t.reopenings, "reopening")}>↺ ${t.reopenings}</span>` : nothing
                  }${t.incompleteSince ? html`<span class="badge warn" title="An entry about this ticket was set aside">incomplete</span>` : nothing}</th>
                  <td data-label="Status">${chip(t.status)}</td>
                  <td data-label="For" class="num"><since-clock .since=${t.statusSince}></since-clock></td>
                  <td data-label="Agent">${t.assignee ?? (t.lastAssignee ? html`<span class="quiet" title="held it last">(${t.lastAssignee})</span>` : "–")}</td>
                  <td data-label="Customer">${t.customer}</td>
                  <td data-label="Channel">${channelName(t.channel)}</td>
                  <td data-label="Priority">${priority(t.priority)}</td>
                  <td data-label="Last word">${t.lastWord === "CUSTOMER" ? "customer" : "desk"}</td>
                  <td data-label="Messages" class="num">${number(t.customerMessages)} / ${number(t.deskMessages)}</td>
                  <td data-label="Opened" class="num"><time datetime=${t.openedAt}>${when(t.openedAt)}</time></td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${next ? html`<p class="more"><button ?disabled=${busy} @click=${more}>More</button></p>` : html`<p class="quiet more">That is all.</p>`}`;
  }
}
