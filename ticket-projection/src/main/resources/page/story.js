import { html, nothing } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import { channelName, dateTime, duration, roleName, when } from "/format.js";
import { change, glyph, priority } from "/statuses.js";
import { why } from "/why.js";

/** A ticket's story: what was asked, what it came to, and how long it was until the next thing. */

const PAUSE_MS = 1_000;

/** What an action asks for, to follow "asked to". */
export const ASKS = {
  OpenTicket: "open the ticket",
  StartProactiveChat: "write first",
  SendMessage: "write",
  MoveToInProgress: "park it In Progress",
  MoveToIdle: "set it Idle",
  CloseTicket: "close it",
  ReopenTicket: "reopen it",
  AssignTicket: "assign it",
  ChangePriority: "change the priority",
  SetPresence: "change presence",
  AddAgent: "add an agent",
  RemoveAgent: "remove an agent",
  SetCapacity: "change a capacity",
  ConfigureDesk: "change the settings",
  FireTimer: "act on the time set",
};

const DID = {
  OpenTicket: "opened the ticket",
  StartProactiveChat: "wrote first",
  SendMessage: "wrote",
  MoveToInProgress: "parked it",
  MoveToIdle: "set it Idle",
  CloseTicket: "closed it",
  ReopenTicket: "reopened it",
  AssignTicket: "assigned it",
  ChangePriority: "changed the priority",
  SetPresence: "changed presence",
  AddAgent: "added an agent",
  RemoveAgent: "removed an agent",
  SetCapacity: "changed a capacity",
  ConfigureDesk: "changed the settings",
  FireTimer: "the time set had passed",
};

const WHY_DISMISSED = {
  NOT_DUE: "it was not due",
  OFF: "it is switched off",
  MOVED_ON: "the ticket had moved on",
};

const ELSEWHERE = {
  CloseTicket: (other) => `closed ${other}, which made room`,
  MoveToInProgress: (other) => `parked ${other}, which made room`,
  MoveToIdle: (other) => `set ${other} Idle, which made room`,
  AssignTicket: (other) => `handed ${other} over, which made room`,
};

/** One fact as a line. `because` and the durations are there when the server tells the story; from an outcome, the rows' own sentences. */
export function factLine(fact, because = fact.because) {
  switch (fact.type) {
    case "StatusChanged":
      return html`${change(fact.from, fact.to)} <span class="why"><b class="row-id">${fact.row}</b> ${because ?? nothing}${
        fact.assignee && fact.assignee !== fact.previousAssignee ? html`<span class="quiet"> · held by ${fact.assignee}</span>` : nothing
      }${fact.lastedMs ? html`<span class="quiet"> · after ${duration(fact.lastedMs)}</span>` : nothing}</span>`;
    case "TicketOpened":
      return html`for ${fact.customer}, ${channelName(fact.channel)}, ${priority(fact.priority)}${fact.followsUp ? html`, follows up ${fact.followsUp}` : nothing}`;
    case "ProactiveChatStarted":
      return html`to ${fact.customer}, ${priority(fact.priority)}`;
    case "AssigneeChanged":
      return html`handed over from ${fact.from} to <strong>${fact.to}</strong>`;
    case "PriorityChanged":
      return html`${priority(fact.from)} <span class="arrow" role="img" aria-label="to">→</span> ${priority(fact.to)}`;
    case "TimerDismissed":
      return html`nothing changed: ${WHY_DISMISSED[fact.why] ?? fact.why}`;
    case "MessageNoted":
      return null;
    case "AgentAdded":
      return html`${fact.agent} is an agent now`;
    case "AgentRemoved":
      return html`${fact.agent} has left`;
    case "PresenceChanged":
      return html`${fact.agent}: ${fact.from.toLowerCase()} → <strong>${fact.to.toLowerCase()}</strong>`;
    case "CapacityChanged":
      return html`${fact.agent}: capacity ${fact.capacity ?? "of the desk"}`;
    case "SettingsChanged":
      return html`new settings`;
    default:
      return html`${fact.type}`;
  }
}

/**
 * Who did what. An entry is also in the story of a ticket that its action did not name, when that ticket changed on the way: somebody
 * went away, or closed another ticket, and room was made.
 */
function deed(entry, ticket) {
  const noted = entry.facts?.find((fact) => fact.type === "MessageNoted");
  if (entry.outcome === "REFUSED") {
    return `asked to ${ASKS[entry.type] ?? entry.type}`;
  }
  if (entry.type === "SetPresence" && !noted) {
    const changed = entry.facts?.find((fact) => fact.type === "PresenceChanged");
    return changed ? `went ${changed.to.toLowerCase()}` : DID.SetPresence;
  }
  if (entry.type === "AssignTicket" && entry.facts?.some((fact) => fact.type === "AssigneeChanged")) {
    return "handed it over";
  }
  if (entry.ticket && entry.ticket !== ticket) {
    return ELSEWHERE[entry.type]?.(entry.ticket) ?? `acted on ${entry.ticket}`;
  }
  return DID[entry.type] ?? entry.type;
}

/** How late a timer was; nothing where that is not known, or nobody would call it late. */
const lateness = (ms) => (ms > 0 ? html`<span class="quiet"> · ${duration(ms)} late</span>` : nothing);

/** Where an action stands in the log. */
const place = (source) => (source ? ` · in the log at partition ${source.partition}, offset ${source.offset}` : "");

/** The side an entry stands on: the customer's, the desk's, or nobody's (routing and timers). */
const side = (entry) => ({ CUSTOMER: "customer", SYSTEM: "system" })[entry.actor.role] ?? "desk";

/**
 * The story, oldest first.
 *
 * @param ticket whose story it is
 * @param entries as `/history` tells them
 * @param words message id → what was typed on this page; the desk itself never learns it
 * @param last what stands after the last entry, such as how long it has been so
 */
export function story(ticket, entries, { words = {}, last = nothing } = {}) {
  return html`
    <ol class="story">
      ${repeat(
        entries,
        (entry) => entry.sequence,
        (entry, i) => {
          const pause = i ? Date.parse(entry.at) - Date.parse(entries[i - 1].at) : 0;
          return html`
            ${pause >= PAUSE_MS ? html`<li class="pause"><span>${duration(pause)}</span></li>` : nothing}
            <li class="entry ${side(entry)} ${entry.outcome.toLowerCase()}">${line(entry, ticket, words)}</li>`;
        },
      )}
      ${last}
    </ol>`;
}

function line(entry, ticket, words) {
  const message = entry.facts?.find((fact) => fact.type === "MessageNoted");
  const text = message && words[message.messageId];
  const lines = (entry.facts ?? []).map((fact) => factLine(fact)).filter(Boolean);
  return html`
    <span class="knot" aria-hidden="true">${knot(entry)}</span>
    <div class="told">
      <p class="head">
        <strong class="actor">${entry.actor.role === "SYSTEM" ? "The clock" : (entry.actor.id ?? "The desk")}</strong>
        ${entry.actor.role === "SYSTEM" ? nothing : html`<span class="role">${roleName(entry.actor.role)}</span>`}
        <span>${deed(entry, ticket)}${lateness(entry.timer?.lateMs)}</span>
        <time datetime=${entry.at} title="${dateTime(entry.at)} · entry ${entry.sequence}${place(entry.source)}">${when(entry.at)}</time>
      </p>
      ${text ? html`<p class="words">${text}</p>` : nothing}
      ${entry.outcome === "REFUSED"
        ? html`<p class="refusal"><b>Refused.</b> ${why(entry.detail)} <code>${entry.reason}</code></p>`
        : entry.outcome === "DUPLICATE"
          ? html`<p class="quiet">The same request again; entry ${entry.of} was the first. Nothing changed.</p>`
          : nothing}
      ${lines.length ? html`<ul class="facts">${lines.map((one) => html`<li>${one}</li>`)}</ul>` : nothing}
    </div>`;
}

function knot(entry) {
  const to = entry.facts?.findLast((fact) => fact.type === "StatusChanged")?.to;
  return to ? glyph(to) : html`<i class="small ${entry.outcome === "REFUSED" ? "no" : ""}"></i>`;
}

