import { html, nothing } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import "/clock.js";
import { get, now } from "/api.js";
import { addressOf, ticketAddress } from "/address.js";
import { agentCards } from "/agents.js";
import { empty, loading, problemCard } from "/cards.js";
import { announce, atMostEvery, drawer } from "/draw.js";
import { flow } from "/flow.js";
import { count, duration, number, time } from "/format.js";
import { edgeId, journey, onLayout } from "/journey.js";
import { Recent } from "/recent.js";
import { change, chip, glyph, MEANING, STATUSES, statusClass, statusName } from "/statuses.js";
import { waitingLine } from "/waiting-line.js";

const WINDOW_MS = 5 * 60_000;
const FIRST_CHANGES = 2_000;
const SHOWN_CHANGES = 30;
/** Where as many changes as are shown came within this time, all would be fresh, and none is told apart. */
const RUSH_MS = 10_000;

/** The desk at a glance: how many tickets are where and what moves, who waits and for how long, who works and how much. */
export function open({ desk, host, live, signal }) {
  const recent = new Recent(WINDOW_MS);
  let answer = null;
  let summary = null;
  let agents = null;
  let problem = null;
  let ticker = [];
  let held = null;
  let chosen = null;
  let layout = "wide";
  let saidWaiting = null;
  let meanwhile = [];
  const draw = drawer(host, template, signal);
  const drawSoon = atMostEvery(150, draw, signal);
  const move = flow(host, signal);

  onLayout((value) => {
    layout = value;
    draw();
  }, signal);

  const refresh = atMostEvery(1_000, async () => {
    try {
      [answer, agents] = await Promise.all([get(["desks", desk], {}, signal), get(["desks", desk, "agents"], { sort: "presence", limit: 200 }, signal)]);
      summary = answer;
      problem = null;
      sayWaiting();
    } catch (cause) {
      if (signal.aborted) {
        return;
      }
      problem = cause;
      if (!cause.status || cause.status >= 500) {
        setTimeout(refresh, 2_000);
      }
    }
    draw();
  }, signal);

  /** What happened before this page was opened, or while it could not listen. */
  async function catchUp() {
    const from = new Date(now() - WINDOW_MS).toISOString();
    meanwhile = [];
    try {
      const items = [];
      let sequence = null;
      for (let next = null, first = true; (first || next) && items.length < FIRST_CHANGES; first = false) {
        const page = await get(["desks", desk, "changes"], { from, limit: 500, cursor: next }, signal);
        items.push(...page.items);
        next = page.next;
        sequence ??= page.sequence;
      }
      recent.fill(items);
      const since = meanwhile.filter((c) => c.sequence > sequence);
      since.forEach((c) => recent.add(c));
      ticker = [...since.reverse(), ...items].slice(0, SHOWN_CHANGES);
      draw();
    } catch (cause) {
      // The summary's problem is shown; of the changes, those that come from now on.
      if (!signal.aborted) {
        draw();
      }
    }
  }

  function sayWaiting() {
    const waiting = summary.tickets.PENDING;
    if (saidWaiting === null || (waiting !== saidWaiting.n && now() - saidWaiting.at > 20_000)) {
      if (saidWaiting) {
        announce(waiting ? `${count(waiting, "ticket")} waiting` : "Nobody waits");
      }
      saidWaiting = { n: waiting, at: now() };
    }
  }

  live.addEventListener("status", ({ detail: c }) => {
    recent.add(c);
    meanwhile = [...meanwhile.slice(1 - FIRST_CHANGES), c];
    ticker = [c, ...ticker.slice(0, SHOWN_CHANGES - 1)];
    if (c.from && !held) {
      move(c.from, c.to);
    }
    drawSoon();
  }, { signal });
  live.addEventListener("counts", ({ detail }) => {
    if (summary) {
      summary = { ...summary, ...detail };
    }
    drawSoon();
    refresh();
  }, { signal });
  live.addEventListener("again", () => {
    refresh();
    catchUp();
  }, { signal });
  const passing = setInterval(draw, 5_000);
  signal.addEventListener("abort", () => clearInterval(passing));
  refresh();
  catchUp();

  function template() {
    if (!summary) {
      return problem ? problemCard(problem, refresh) : loading("the desk");
    }
    return html`
      <h1 class="unseen">${desk} at a glance</h1>
      ${problem ? problemCard(problem, refresh) : nothing}
      ${summary.setAside
        ? html`<p class="notice">${count(summary.setAside, "record")} of the journal could not be applied and ${summary.setAside === 1 ? "was" : "were"} set aside: what is shown may be incomplete.</p>`
        : nothing}
      <ul class="tiles" aria-label="Tickets by status">${STATUSES.map(tile)}</ul>
      <div class="glance-grid">
        <div class="column">
          <section class="card picture" aria-labelledby="h-journey">
            <div class="card-head"><h2 id="h-journey">The journey</h2><span class="quiet">${span()}</span></div>
            ${journey({
              layout,
              label: "The journey: six statuses, thirteen edges, and the changes of the last minutes",
              counts: summary.tickets,
              moved: recent.byEdge(now()),
              chosen: chosen?.id ?? null,
              onChoose: (edge) => {
                chosen = edge;
                draw();
              },
              href: (status) => addressOf(desk, "tickets", { status }),
            })}
            <p class="caption">${caption()}</p>
          </section>
          <section class="card agents" aria-labelledby="h-agents">
            <div class="card-head">
              <h2 id="h-agents">Agents</h2>
              <span class="quiet">${number(present("ONLINE"))} online · ${number(present("AWAY"))} away · ${number(present("OFFLINE"))} offline</span>
            </div>
            ${agents ? agentCards(agents.items, { desk, more: agents.next !== null }) : nothing}
          </section>
        </div>
        <div class="column side">
          ${waitingLine("h-waiting", answer)}
          <section class="card ticker" aria-labelledby="h-ticker">
            <div class="card-head"><h2 id="h-ticker">Latest changes</h2><button class="quiet-button" aria-pressed=${held !== null} @click=${hold}>${held ? "Go on" : "Hold still"}</button></div>
            ${ticker.length ? html`<ol class="changes ${isRush() ? "rush" : ""}">${repeat(held ?? ticker, (c) => `${c.sequence}.${c.index}`, changeLine)}</ol>` : empty("Nothing has changed lately.")}
          </section>
        </div>
      </div>`;
  }

  /** How many agents have this presence: of those that are shown, where these are all. */
  const present = (presence) => (agents?.next === null ? agents.items.filter((a) => a.presence === presence).length : summary.agents[presence]);

  const isRush = () => ticker.length === SHOWN_CHANGES && now() - Date.parse(ticker.at(-1).at) < RUSH_MS;

  /** What moves by itself can be held still. */
  function hold() {
    held = held ? null : ticker;
    draw();
  }

  function tile(status) {
    return html`
      <li>
        <a class="tile ${statusClass(status)}" href=${addressOf(desk, "tickets", { status })}>
          <span class="tile-name">${glyph(status)}${statusName(status)}</span>
          <span class="tile-count">${number(summary.tickets[status])}</span>
          <span class="tile-more ${status === "PENDING" || status === "ACTIVE" ? "" : "meaning"}">${more(status)}</span>
        </a>
      </li>`;
  }

  function more(status) {
    switch (status) {
      case "PENDING":
        return summary.oldestPendingSince ? html`longest <since-clock .since=${summary.oldestPendingSince}></since-clock>` : "nobody waits";
      case "ACTIVE":
        return summary.capacity ? `${number(summary.load)} of ${number(summary.capacity)} places` : "nobody is online";
      default:
        return MEANING[status];
    }
  }

  function span() {
    const known = recent.span(now());
    return known >= WINDOW_MS ? "changes of the last 5 minutes" : `changes of the last ${duration(Math.max(1_000, Math.round(known / 1_000) * 1_000))}`;
  }

  function caption() {
    if (!chosen) {
      return html`<span class="quiet">An edge is as wide as there were changes along it. Point at one, or walk along them with the arrow keys, to see its rows.</span>`;
    }
    const n = recent.byEdge(now()).get(edgeId(chosen.from, chosen.to)) ?? 0;
    return html`
      <span class="edge-name">${chip(chosen.from)}<span class="arrow">→</span>${chip(chosen.to)}<strong>${count(n, "change")}</strong></span>
      ${chosen.rows.map((row) => html`<span class="edge-row"><b>${row.row}</b> ${row.because} <span class="quiet">· ${row.who}</span></span>`)}`;
  }

  function changeLine(c) {
    return html`
      <li class="fresh">
        <time datetime=${c.at}>${time(c.at)}</time>
        <a href=${ticketAddress(desk, c.ticket)}>${c.ticket}</a>
        ${change(c.from, c.to)}
        <span class="why"><b>${c.row}</b> ${c.because}${c.assignee && c.assignee !== c.previousAssignee ? html` · <span class="who">${c.assignee}</span>` : nothing}</span>
      </li>`;
  }
}
