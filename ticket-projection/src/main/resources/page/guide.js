import { html, nothing } from "/lib/lit-html/lit-html.js";

/**
 * The way through the whole journey for who was never here: what is done is read from the ticket's story, so that it does not matter
 * who did it, or how. Each next step says what to do, as whom, and why.
 */
export const STEPS = ["Staff", "Open", "Answer", "Park", "Customer writes", "Close", "Reopen"];

/** How many of the steps are done. */
export function progress({ agents, ticket, entries }) {
  const online = agents.some((agent) => agent.presence === "ONLINE");
  if (!ticket) {
    return online ? 1 : 0;
  }
  const accepted = entries.filter(({ outcome }) => outcome === "ACCEPTED");
  const facts = accepted.flatMap((entry) => entry.facts ?? []);
  const marks = [
    (f) => f.type === "MessageNoted" && f.by !== "CUSTOMER",
    (f) => f.type === "StatusChanged" && f.to === "IN_PROGRESS",
    (f) => f.type === "MessageNoted" && f.by === "CUSTOMER",
    (f) => f.type === "StatusChanged" && f.to === "CLOSED",
    (f) => f.type === "StatusChanged" && f.from === "CLOSED",
  ];
  let done = 2;
  let from = 0;
  for (const mark of marks) {
    const at = facts.findIndex((fact, i) => i >= from && mark(fact));
    if (at < 0) {
      break;
    }
    from = at + 1;
    done++;
  }
  return done;
}

/**
 * What to do next: `{as, text, button, run}`. `as` is the persona to be; `run` the deed, through the same doors as the buttons below.
 */
export function nextStep(done, { desk, people, agents, ticket, act }) {
  const online = agents.find(({ presence }) => presence === "ONLINE")?.agent;
  const holder = ticket?.assignee;
  const waits = ticket?.status === "PENDING";
  if (ticket && waits && done >= 2 && done < STEPS.length) {
    return online
      ? { as: "ADMIN", text: html`${ticket.ticket} waits: whoever is online has as much as they may. An admin may go above that.`, button: `Assign it to ${online}`, run: () => act.assign(online) }
      : { as: "AGENT", text: html`${ticket.ticket} waits, and nobody is online. Let an agent come back.`, button: `Be ${people.AGENT} and come online`, run: () => act.presence(people.AGENT, "ONLINE") };
  }
  switch (done) {
    case 0:
      return agents.length
        ? { as: "AGENT", text: html`Nobody is online at ${desk}. An agent comes to work.`, button: `${agents[0].agent} comes online`, run: () => act.presence(agents[0].agent, "ONLINE") }
        : { as: "ADMIN", text: html`${desk} has no agents yet. An admin adds one, who then comes online.`, button: `Add ${people.AGENT} and let them come online`, run: () => act.staff(people.AGENT) };
    case 1:
      return { as: "CUSTOMER", text: "A customer has a question and opens a ticket.", button: "Open a ticket", run: act.open };
    case 2:
      return { as: "AGENT", holder, text: html`The desk gave it to <strong>${holder}</strong>, the least busy agent. They answer.`, button: `Answer as ${holder}`, run: () => act.write(holder, "AGENT") };
    case 3:
      return ticket.status === "ACTIVE" || ticket.status === "IDLE"
        ? { as: "AGENT", holder, text: html`This needs time. <strong>${holder}</strong> parks it: In Progress, and nobody holds it.`, button: "Park it", run: () => act.ask("MoveToInProgress", holder) }
        : elsewhere(ticket, act);
    case 4:
      return { as: "CUSTOMER", text: html`The customer writes again. Whoever held it last gets it back if they are online, else it goes to somebody else.`, button: "Write as the customer", run: () => act.write(ticket.customer, "CUSTOMER") };
    case 5:
      if (ticket.status === "ACTIVE") {
        return {
          as: "ADMIN",
          text: html`Time to close. ${ticket.channel === "SOCIAL" ? nothing : html`Try it as the agent first: an Active ticket that did not come through a social channel is not theirs to close, and the desk says so.`} An admin may.`,
          button: "Close it as the admin",
          run: () => act.ask("CloseTicket", people.ADMIN, "ADMIN"),
          other: ticket.channel === "SOCIAL" ? null : { button: `Try it as ${holder}`, run: () => act.ask("CloseTicket", holder) },
        };
      }
      return ticket.status === "IDLE"
        ? { as: "AGENT", holder, text: "The customer is silent, the ticket Idle: whoever holds it may close it.", button: "Close it", run: () => act.ask("CloseTicket", holder) }
        : elsewhere(ticket, act);
    case 6:
      return ticket.status === "CLOSED"
        ? { as: "ADMIN", text: html`It was not over after all. An admin reopens it; <strong>${ticket.lastAssignee}</strong> gets it back when online.`, button: "Reopen it", run: () => act.ask("ReopenTicket", people.ADMIN, "ADMIN") }
        : elsewhere(ticket, act);
    default:
      return { text: html`That was the whole journey: from opening to closing and back. Step away while you hold it, hand it over, change the settings; what may not be is explained.`, button: "Begin with another ticket", run: act.fresh };
  }
}

/** The ticket went another way than the guide's: bring it back to where the next step is. */
function elsewhere(ticket, act) {
  switch (ticket.status) {
    case "PROACTIVE":
      return { as: "CUSTOMER", text: "The agent wrote first. As soon as the customer answers, the ticket is Active.", button: "Answer as the customer", run: () => act.write(ticket.customer, "CUSTOMER") };
    case "CLOSED":
      return { as: "ADMIN", text: "The ticket is Closed. Reopen it to go on.", button: "Reopen it", run: act.reopen };
    default:
      return { as: "CUSTOMER", text: "The ticket is parked. When the customer writes, it comes back.", button: "Write as the customer", run: () => act.write(ticket.customer, "CUSTOMER") };
  }
}

/** The strip of steps, with what to do next. */
export function guide(done, step, busy) {
  return html`
    <section class="guide card" aria-labelledby="h-guide">
      <h2 id="h-guide" class="unseen">What to do next</h2>
      <ol class="steps">
        ${STEPS.map(
          (name, i) => html`<li class=${i < done ? "done" : i === done ? "next" : ""} aria-current=${i === done ? "step" : "false"}>
            <span class="mark" aria-hidden="true">${i < done ? "✓" : i + 1}</span><span>${name}</span>${i < done ? html`<span class="unseen">done</span>` : nothing}</li>`,
        )}
      </ol>
      <div class="next-step">
        <p>${step.text}</p>
        <span class="row">
          ${step.other ? html`<button ?disabled=${busy} @click=${step.other.run}>${step.other.button}</button>` : nothing}
          <button class="primary next-button" ?disabled=${busy} @click=${step.run}>${step.button} <kbd>n</kbd></button>
        </span>
      </div>
    </section>`;
}
