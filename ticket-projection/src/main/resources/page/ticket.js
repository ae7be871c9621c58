import { html, nothing } from "/lib/lit-html/lit-html.js";
import "/clock.js";
import { get } from "/api.js";
import { addressOf, ticketAddress } from "/address.js";
import { loading, problemCard } from "/cards.js";
import { announce, atMostEvery, drawer } from "/draw.js";
import { channelName, count, dateTime, duration, number, when } from "/format.js";
import { edgeId, journey } from "/journey.js";
import { story } from "/story.js";
import { me } from "/who.js";
import { chip, glyph, priority, STATUSES, statusClass, statusName } from "/statuses.js";

const PAGE = 200;

/** One ticket: what it is now, its open cycles and assignments, and its story with the pauses between. */
export function open({ desk, ticket: id, host, live, signal }) {
  let ticket = null;
  let entries = [];
  let next = null;
  let all = false;
  let problem = null;
  let chosen = null;
  const draw = drawer(host, template, signal);

  const refresh = atMostEvery(700, async () => {
    const before = ticket?.status;
    try {
      [ticket] = await Promise.all([get(["desks", desk, "tickets", id], {}, signal), readStory()]);
      problem = null;
      if (before && before !== ticket.status) {
        announce(`${id} is ${statusName(ticket.status)} now`);
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
  }, signal);

  async function readStory() {
    const read = [];
    let cursor = null;
    do {
      const page = await get(["desks", desk, "tickets", id, "history"], { limit: PAGE, cursor }, signal);
      read.push(...page.items);
      cursor = page.next;
    } while (cursor && all);
    entries = read;
    next = cursor;
  }

  live.addEventListener("counts", refresh, { signal });
  live.addEventListener("again", refresh, { signal });
  live.addEventListener("status", ({ detail }) => detail.ticket === id && refresh(), { signal });
  draw();
  refresh();

  function template() {
    if (!ticket) {
      return problem ? problemCard(problem, refresh) : loading(id);
    }
    const moved = new Map();
    for (const fact of entries.flatMap((entry) => entry.facts ?? [])) {
      if (fact.type === "StatusChanged" && fact.from) {
        moved.set(edgeId(fact.from, fact.to), (moved.get(edgeId(fact.from, fact.to)) ?? 0) + 1);
      }
    }
    return html`
      ${problem ? problemCard(problem, refresh) : nothing}
      <div class="view-head ticket-head">
        <h1>${id}</h1>
        ${chip(ticket.status)}
        <span class="quiet">for <since-clock .since=${ticket.statusSince}></since-clock></span>
        ${me.role === "DASHBOARD" ? nothing : html`<a class="button" href=${ticketAddress(desk, id, "try")}>Take it by hand</a>`}
      </div>
      ${ticket.incompleteSince ? html`<p class="notice">Entry ${ticket.incompleteSince} about this ticket could not be applied: what is shown from there on may be incomplete.</p>` : nothing}
      <div class="ticket-grid">
        <div class="column">
          <section class="card" aria-labelledby="h-facts">
            <h2 id="h-facts">As it is</h2>
            <dl class="facts-list">
              ${fact("Customer", html`<a href=${addressOf(desk, "tickets", { customer: ticket.customer })}>${ticket.customer}</a>`)}
              ${fact("Agent", ticket.assignee ?? (ticket.lastAssignee ? html`nobody <span class="quiet">(last: ${ticket.lastAssignee})</span>` : "nobody"))}
              ${fact("Priority", priority(ticket.priority))} ${fact("Channel", channelName(ticket.channel))}
              ${fact("Opened", html`<time datetime=${ticket.openedAt} title=${dateTime(ticket.openedAt)}>${when(ticket.openedAt)}</time>`)}
              ${ticket.closedAt ? fact("Closed", html`<time datetime=${ticket.closedAt} title=${dateTime(ticket.closedAt)}>${when(ticket.closedAt)}</time>`) : nothing}
              ${fact("Last word", html`${ticket.lastWord === "CUSTOMER" ? "the customer" : "the desk"}, <since-clock .since=${ticket.lastWordAt}></since-clock> ago`)}
              ${fact("Messages", html`${number(ticket.customerMessages)} by the customer, ${number(ticket.deskMessages)} by the desk`)}
              ${ticket.reopenings ? fact("Reopened", ticket.reopenings === 1 ? "once" : `${number(ticket.reopenings)} times`) : nothing}
              ${ticket.followsUp ? fact("Follows up", html`<a href=${ticketAddress(desk, ticket.followsUp)}>${ticket.followsUp}</a>`) : nothing}
            </dl>
          </section>
          <section class="card" aria-labelledby="h-way">
            <h2 id="h-way">Its way</h2>
            ${journey({
              layout: "compact",
              label: `The way of ${id} through the journey`,
              here: ticket.status,
              moved,
              chosen: chosen?.id ?? null,
              onChoose: (edge) => {
                chosen = edge;
                draw();
              },
            })}
            <p class="caption">
              ${chosen
                ? html`<span class="edge-name">${chip(chosen.from)}<span class="arrow">→</span>${chip(chosen.to)}<strong>${count(moved.get(chosen.id) ?? 0, "time")}</strong></span>
                    ${chosen.rows.map((row) => html`<span class="edge-row"><b>${row.row}</b> ${row.because} <span class="quiet">· ${row.who}</span></span>`)}`
                : html`<span class="quiet">Strong lines are the changes it has made.</span>`}
            </p>
          </section>
          <section class="card" aria-labelledby="h-cycles">
            <h2 id="h-cycles">Open cycles</h2>
            ${ticket.cycles.map(cycle)}
          </section>
          <section class="card" aria-labelledby="h-assignments">
            <h2 id="h-assignments">Assignments</h2>
            ${ticket.assignments.length ? assignments() : html`<p class="empty">Nobody has held it yet.</p>`}
          </section>
        </div>
        <section class="card story-card" aria-labelledby="h-story">
          <h2 id="h-story">Its story</h2>
          ${story(id, entries, { last: next ? nothing : html`<li class="pause now"><span>${chip(ticket.status)} for <since-clock .since=${ticket.statusSince}></since-clock></span></li>` })}
          ${next
            ? html`<p class="more"><button @click=${() => {
                all = true;
                refresh();
              }}>The rest of the story</button></p>`
            : nothing}
        </section>
      </div>`;
  }

  const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

  function cycle(c) {
    const end = c.closedAt ? html`closed by ${c.closedBy} at ${when(c.closedAt)}` : "still open";
    const measures = [["waiting", c.waitingMs], ["first response", c.firstResponseMs], ["conversation", c.conversationMs], ["to close", c.toCloseMs]];
    const stays = STATUSES.filter((s) => c.inStatusMs[s] > 0);
    const sum = stays.reduce((total, s) => total + c.inStatusMs[s], 0);
    return html`
      <div class="cycle">
        <p class="head"><strong>${c.cycle}</strong> <span>began by ${c.beganBy} at ${when(c.beganAt)}, ${end}</span></p>
        <dl class="measures-list">${measures.map(([name, ms]) => html`<div><dt>${name}</dt><dd>${duration(ms)}</dd></div>`)}</dl>
        ${sum
          ? html`<div class="stays" aria-hidden="true">${stays.map((s) => html`<i class=${statusClass(s)} .style=${`flex-grow:${c.inStatusMs[s] / sum}`}></i>`)}</div>
              <p class="stay-names">${stays.map((s) => html`<span>${glyph(s)}${statusName(s)} ${duration(c.inStatusMs[s])}</span>`)}</p>`
          : nothing}
      </div>`;
  }

  const assignments = () => html`
    <div class="scroll">
      <table>
        <thead><tr><th scope="col">Agent</th><th scope="col">From</th><th scope="col">Until</th><th scope="col" class="num">First response</th><th scope="col" class="num">Responses</th></tr></thead>
        <tbody>
          ${ticket.assignments.map(
            (a) => html`<tr>
              <th scope="row"><a href=${addressOf(desk, "tickets", { assignee: a.agent })}>${a.agent}</a></th>
              <td>${when(a.beganAt)} <span class="quiet">${a.beganBy}</span></td>
              <td>${a.endedAt ? html`${when(a.endedAt)} <span class="quiet">${a.endedBy}</span>` : "holds it"}</td>
              <td class="num">${duration(a.firstResponseMs)}</td>
              <td class="num">${number(a.responses)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
