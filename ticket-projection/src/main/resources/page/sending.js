import { html, nothing } from "/lib/lit-html/lit-html.js";
import { ask, newId, publish } from "/api.js";
import { announce } from "/draw.js";
import { tokenOf } from "/personas.js";
import { roleName, time } from "/format.js";
import { ROWS } from "/rows.js";
import { ASKS, factLine } from "/story.js";
import { statusName } from "/statuses.js";
import { why } from "/why.js";

const KEPT = 8;

/**
 * What was asked of a desk from this page, and what each came to. An action keeps its id, so that asking again after a silence does
 * nothing twice: the desk answers with what the first came to.
 */
export class Sending {
  #desk;
  #onChange;
  #onOutcome;
  #asked = [];

  /**
   * @param onChange called when what is shown has changed
   * @param onOutcome called with each request and what it came to, also where it had to be sent again; waited for
   */
  constructor(desk, onChange, onOutcome) {
    this.#desk = desk;
    this.#onChange = onChange;
    this.#onOutcome = onOutcome;
  }

  /** Sends an action of this actor; resolves to its outcome, or to null when nobody knows it (yet). */
  async send(actor, ticket, action) {
    const one = { request: { actionId: newId(), ...(ticket ? { ticket } : {}), actor, occurredAt: new Date().toISOString(), action }, state: "waiting", at: new Date().toISOString() };
    this.#asked = [one, ...this.#asked].slice(0, KEPT);
    return this.#attempt(one);
  }

  async #attempt(one) {
    one.state = "waiting";
    one.tries = (one.tries ?? 0) + 1;
    this.#onChange();
    try {
      const answer = await publish(this.#desk, one.request, await tokenOf(one.request.actor));
      one.outcome = answer.outcome === "DUPLICATE" ? await this.#first(one, answer) : answer.outcome ? answer : null;
      one.state = one.outcome ? "done" : "silent";
      one.problem = one.outcome ? null : { title: "No outcome yet", detail: "The action is in the log, but its outcome did not come within 10 seconds." };
    } catch (problem) {
      one.state = problem.isSilence ? "silent" : "failed";
      one.problem = problem;
    }
    announce(said(one));
    this.#onChange();
    if (one.outcome) {
      await this.#onOutcome(one.request, one.outcome);
    }
    return one.outcome ?? null;
  }

  /** What the first of two same requests came to. */
  async #first(one, duplicate) {
    try {
      const first = await ask(["desks", this.#desk, "actions", one.request.actionId], { wait: 2 }, { token: await tokenOf(one.request.actor) });
      return first.outcome && first.outcome !== "DUPLICATE" ? first : duplicate;
    } catch {
      return duplicate;
    }
  }

  /** The outcomes, newest first. */
  template() {
    return this.#asked.length
      ? html`<ol class="outcomes">${this.#asked.map((one, i) => this.#card(one, i === 0))}</ol>`
      : html`<p class="empty">What you ask for appears here: what it changed, or why not.</p>`;
  }

  #card(one, newest) {
    const { request, outcome, state, problem } = one;
    const kind = state === "done" ? outcome.outcome.toLowerCase() : state;
    const head = html`
      <p class="head">
        <span class="verdict">${VERDICTS[kind]}</span>
        <span><strong>${request.actor.id}</strong> <span class="role">${roleName(request.actor.role)}</span> asked to ${ASKS[request.action.type]}${
          request.action.agent ? html` (${request.action.agent})` : nothing}${request.ticket ? html` · ${request.ticket}` : nothing}</span>
        <time datetime=${one.at}>${time(one.at)}</time>
      </p>`;
    return html`
      <li class="outcome ${kind} ${newest ? "newest" : ""}">
        ${head}
        ${state === "done" ? this.#came(outcome) : nothing}
        ${problem
          ? html`<p><b>${problem.title}.</b> ${problem.detail}</p>
              ${state === "silent" ? html`<p class="row"><button class="primary" @click=${() => this.#attempt(one)}>Ask again</button><span class="quiet">The same action with the same id: nothing happens twice.</span></p>` : nothing}`
          : nothing}
      </li>`;
  }

  #came(outcome) {
    switch (outcome.outcome) {
      case "REFUSED":
        return html`<p class="refusal">${why(outcome.detail)} <code>${outcome.reason}</code></p>`;
      case "DUPLICATE":
        return html`<p>The desk knew this action already (entry ${outcome.of}); nothing happened twice.</p>`;
      default: {
        const lines = (outcome.facts ?? []).map((fact) => factLine(fact, because(fact))).filter(Boolean);
        return lines.length
          ? html`<ul class="facts">${lines.map((one) => html`<li>${one}</li>`)}</ul>`
          : html`<p class="quiet">Noted; the status stays as it is.</p>`;
      }
    }
  }
}

const VERDICTS = { accepted: "✓ Done", refused: "✕ Refused", duplicate: "= Known", waiting: "… Asking", silent: "? No answer", failed: "! Not sent" };

const because = (fact) => ROWS.find(({ row }) => row === fact.row)?.because;

function said({ outcome, problem }) {
  if (problem) {
    return `${problem.title}. ${problem.detail}`;
  }
  if (outcome.outcome === "REFUSED") {
    return "Refused. " + why(outcome.detail);
  }
  const changes = (outcome.facts ?? []).filter(({ type }) => type === "StatusChanged");
  return changes.length ? "Done. " + changes.map((c) => `${statusName(c.to)}: ${because(c)}`).join("; ") : "Done.";
}
