import { html, nothing } from "/lib/lit-html/lit-html.js";
import { get, now } from "/api.js";
import { addressOf } from "/address.js";
import { loadBar } from "/agents.js";
import { empty, loading, problemCard } from "/cards.js";
import { chart } from "/chart.js";
import { atMostEvery, drawer } from "/draw.js";
import { channelName, clock, DAY, duration, HOUR, localInput, number, when } from "/format.js";
import { glyph, presence, STATUSES, statusName } from "/statuses.js";

const RANGES = [
  ["6h", "6 hours", 6 * HOUR],
  ["24h", "24 hours", DAY],
  ["7d", "7 days", 7 * DAY],
  ["30d", "30 days", 30 * DAY],
];
const AGENTS_IN_CHART = 24;
const FEWEST_HOURS = 6;

const MEASURES = [
  ["Waiting time", (g) => g.waiting, "from opening or reopening to the first agent"],
  ["First response", (g) => g.firstResponse, "from the customer's word to the desk's"],
  ["Conversation", (g) => g.conversation, "from the first agent to closing"],
  ["Time to close", (g) => g.timeToClose, "from opening or reopening to closing"],
  ["Assignment: first response", (g) => g.assignments.firstResponse, "of the agent who held it"],
  ["Assignment: length", (g) => g.assignments.length, "as long as one agent held it"],
  ["Assignment: responses", (g) => g.assignments.responses, "messages of the agent who held it", number],
];

/** Charts and percentiles over a range of time. What each measure is: `docs/measures.md`. */
export function open({ desk, params, host, live, signal }) {
  const range = params.range ?? (params.from ? "own" : "24h");
  const by = params.by ?? "agent";
  let data = null;
  let problem = null;
  const draw = drawer(host, template, signal);

  function limits() {
    if (range === "own") {
      return { from: params.from && new Date(params.from).toISOString(), to: params.to && new Date(params.to).toISOString() };
    }
    const length = (RANGES.find(([id]) => id === range) ?? RANGES[1])[2];
    return { from: new Date(now() - length).toISOString(), to: new Date(now()).toISOString() };
  }

  const refresh = atMostEvery(15_000, async () => {
    const limited = limits();
    const ask = (grouped) => get(["desks", desk, "measures"], { ...limited, by: grouped }, signal);
    try {
      const [whole, hours, groups] = await Promise.all([ask("desk"), ask("hour"), ask(by)]);
      data = { whole, hours, groups };
      problem = null;
    } catch (cause) {
      if (signal.aborted) {
        return;
      }
      problem = cause;
      if (cause.isSilence) {
        setTimeout(refresh, 3_000);
      }
    }
    draw();
  }, signal);
  live.addEventListener("counts", refresh, { signal });
  live.addEventListener("again", refresh, { signal });
  addEventListener("theme", draw, { signal });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw, { signal });
  draw();
  refresh();

  const to = (changes) => addressOf(desk, "measures", { range, by, from: params.from, to: params.to, ...changes });

  function template() {
    return html`
      <div class="view-head">
        <h1>Measures</h1>
        <div class="segments" role="group" aria-label="Range">
          ${RANGES.map(([id, name]) => html`<a data-part=${id} href=${to({ range: id, from: "", to: "" })} aria-current=${id === range ? "true" : "false"}>${name}</a>`)}
        </div>
        <details class="ranges" ?open=${range === "own"}>
          <summary>Another range…</summary>
          <form class="fields" @submit=${ownRange}>
            <label>From <input type="datetime-local" name="from" required .value=${params.from ? localInput(params.from) : ""} /></label>
            <label>until <input type="datetime-local" name="to" .value=${params.to ? localInput(params.to) : ""} /></label>
            <button>Show</button>
          </form>
        </details>
        ${data ? html`<span class="quiet range-shown">${when(data.whole.from)} to ${when(data.whole.to)}</span>` : nothing}
      </div>
      ${problem ? problemCard(problem, refresh) : nothing} ${data ? charts() : problem ? nothing : loading("measures")}`;
  }

  function ownRange(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    location.hash = to({ range: "own", from: form.get("from"), to: form.get("to") });
  }

  function charts() {
    const { whole } = data;
    const hours = sinceAnything(data.hours.groups);
    const total = whole.groups[0];
    const x = hours.map((g) => Date.parse(g.key) / 1_000);
    const agents = whole.now.agents.filter((a) => a.presence !== "OFFLINE" || a.load).sort((a, b) => b.load - a.load);
    const shown = agents.slice(0, AGENTS_IN_CHART);
    return html`
      <ul class="figures" aria-label="In this range">
        ${figure("Opened", number(total?.opened ?? 0))} ${figure("Closed", number(total?.closed ?? 0))} ${figure("Reopened", number(total?.reopened ?? 0))}
        ${figure("Waiting, median", duration(total?.waiting.p50))} ${figure("First response, median", duration(total?.firstResponse.p50))}
        ${figure("To close, median", duration(total?.timeToClose.p50))}
      </ul>
      <div class="chart-grid">
        <section class="card" aria-labelledby="h-waiting-chart">
          <h2 id="h-waiting-chart">Waiting time by hour</h2>
          ${hours.length
            ? chart({
                label: "Waiting time by hour, median and 90th percentile",
                x,
                time: true,
                bars: true,
                within: true,
                format: (ms) => (ms === null ? "–" : ms < 60_000 ? duration(ms) : clock(ms)),
                series: [
                  { name: "p90", colour: "--series-quiet", values: hours.map((g) => g.waiting.p90) },
                  { name: "p50", colour: "--series-1", values: hours.map((g) => g.waiting.p50) },
                ],
              })
            : empty("Nothing was measured in this range.")}
          ${hoursTable(hours, ["p50", "p90", "tickets"], (g) => [duration(g.waiting.p50), duration(g.waiting.p90), number(g.waiting.count)])}
        </section>
        <section class="card" aria-labelledby="h-flow-chart">
          <h2 id="h-flow-chart">Opened against closed by hour</h2>
          ${hours.length
            ? chart({
                label: "Tickets opened or reopened, and closed, by hour",
                x,
                time: true,
                bars: true,
                format: (n) => (n === null ? "–" : number(n)),
                series: [
                  { name: "opened or reopened", colour: "--series-1", values: hours.map((g) => g.opened + g.reopened) },
                  { name: "closed", colour: "--series-3", values: hours.map((g) => g.closed) },
                ],
              })
            : empty("Nothing was measured in this range.")}
          ${hoursTable(hours, ["opened", "reopened", "closed"], (g) => [number(g.opened), number(g.reopened), number(g.closed)])}
        </section>
        <section class="card wide" aria-labelledby="h-load-chart">
          <h2 id="h-load-chart">Load per agent, now</h2>
          ${shown.length
            ? chart({
                label: "Load and capacity of each agent",
                x: shown.map((_, i) => i),
                names: shown.map((a) => a.agent),
                bars: true,
                within: true,
                format: (n) => (n === null ? "–" : number(n)),
                series: [
                  ...(shown.some(isOver) ? [{ name: "above capacity", colour: "--bad", values: shown.map((a) => (isOver(a) ? a.load : null)) }] : []),
                  { name: "capacity", colour: "--series-quiet", values: shown.map((a) => a.capacity) },
                  { name: "load", colour: "--series-1", values: shown.map((a) => Math.min(a.load, a.capacity)) },
                ],
              })
            : empty("No agent is online or holds an Active ticket.")}
          ${agents.length > shown.length ? html`<p class="quiet">The ${AGENTS_IN_CHART} with the most load of ${number(agents.length)}.</p>` : nothing}
          ${shown.length
            ? html`<details class="data"><summary>As a table</summary>
                <div class="scroll"><table><thead><tr><th scope="col">Agent</th><th scope="col">Presence</th><th scope="col">Load</th></tr></thead>
                <tbody>${agents.map((a) => html`<tr><th scope="row">${a.agent}</th><td>${presence(a.presence)}</td><td>${loadBar(a)}</td></tr>`)}</tbody></table></div></details>`
            : nothing}
        </section>
        ${total ? percentiles(total) : nothing} ${grouped()}
      </div>`;
  }

  const isOver = ({ load, capacity }) => load > capacity;

  /** Without the hours before anything was measured, but for a few. */
  function sinceAnything(groups) {
    const first = groups.findIndex((g) => g.opened || g.closed || g.waiting.count);
    return first < 0 ? [] : groups.slice(Math.min(first, Math.max(0, groups.length - FEWEST_HOURS)));
  }

  const figure = (name, value) => html`<li class="card"><span class="quiet">${name}</span><strong>${value}</strong></li>`;

  const hoursTable = (hours, heads, cells) => html`
    <details class="data"><summary>As a table</summary>
      <div class="scroll"><table>
        <thead><tr><th scope="col">Hour</th>${heads.map((name) => html`<th scope="col" class="num">${name}</th>`)}</tr></thead>
        <tbody>${hours.map((g) => html`<tr><th scope="row">${when(g.key)}</th>${cells(g).map((cell) => html`<td class="num">${cell}</td>`)}</tr>`)}</tbody>
      </table></div>
    </details>`;

  const SHARES = ["mean", "p50", "p90", "p99", "max"];

  function percentiles(total) {
    const row = (name, s, note, format = duration, sign = nothing) => html`
      <tr><th scope="row">${sign}${name}${note ? html`<span class="quiet note">${note}</span>` : nothing}</th>
        <td class="num">${number(s.count)}</td>${SHARES.map((share) => html`<td class="num ${share}">${format(s[share])}</td>`)}</tr>`;
    return html`
      <section class="card wide percentiles" aria-labelledby="h-percentiles">
        <h2 id="h-percentiles">Percentiles</h2>
        <div class="scroll"><table>
          <thead><tr><th scope="col">Measure</th><th scope="col" class="num">count</th>${SHARES.map((share) => html`<th scope="col" class="num ${share}">${share}</th>`)}</tr></thead>
          <tbody>
            ${MEASURES.map(([name, of, note, format]) => row(name, of(total), note, format))}
            ${STATUSES.filter((s) => total.inStatus[s]?.count).map((s) => row(html`Stay in ${statusName(s)}`, total.inStatus[s], "", duration, glyph(s)))}
          </tbody>
        </table></div>
      </section>`;
  }

  function grouped() {
    const { groups } = data.groups;
    return html`
      <section class="card wide" aria-labelledby="h-groups">
        <div class="card-head">
          <h2 id="h-groups">By ${by}</h2>
          <div class="segments" role="group" aria-label="Grouped by">
            ${["agent", "channel"].map((id) => html`<a data-part=${id} href=${to({ by: id })} aria-current=${id === by ? "true" : "false"}>${id}</a>`)}
          </div>
        </div>
        ${groups.length
          ? html`<div class="scroll"><table>
              <thead><tr><th scope="col">${by}</th><th scope="col" class="num">closed</th><th scope="col" class="num">assignments</th><th scope="col" class="num">first response p50</th><th scope="col" class="num">p90</th><th scope="col" class="num">conversation p50</th><th scope="col" class="num">responses each</th></tr></thead>
              <tbody>
                ${groups.map((g) => {
                  const first = by === "agent" ? g.assignments.firstResponse : g.firstResponse;
                  return html`<tr>
                    <th scope="row">${g.key === null ? html`<span class="quiet">nobody</span>` : by === "channel" ? channelName(g.key) : g.key}</th>
                    <td class="num">${number(g.closed)}</td><td class="num">${number(g.assignments.count)}</td>
                    <td class="num">${duration(first.p50)}</td><td class="num">${duration(first.p90)}</td>
                    <td class="num">${duration(g.conversation.p50)}</td>
                    <td class="num">${g.assignments.responses.mean === null ? "–" : g.assignments.responses.mean.toFixed(1)}</td>
                  </tr>`;
                })}
              </tbody></table></div>`
          : empty("Nothing was measured in this range.")}
      </section>`;
  }
}
