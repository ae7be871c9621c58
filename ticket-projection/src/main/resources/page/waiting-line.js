import { html, nothing } from "/lib/lit-html/lit-html.js";
import { repeat } from "/lib/lit-html/directives/repeat.js";
import "/clock.js";
import { addressOf, ticketAddress } from "/address.js";
import { empty } from "/cards.js";
import { channelName, count, number } from "/format.js";
import { priority } from "/statuses.js";

const SHOWN = 6;

/**
 * Who waits, in the order in which they will be served: the first few, and how many more. All of it is of one answer about the desk, lest
 * the line and its number contradict each other.
 *
 * @param answer the desk, as the server told of it
 * @param view where a ticket opens: `tickets`, or `try` to take it in hand
 */
export function waitingLine(id, { desk, tickets, waitingLine: line }, view = "tickets") {
  const more = tickets.PENDING - Math.min(line.length, SHOWN);
  return html`
    <section class="card waiting" aria-labelledby=${id}>
      <div class="card-head">
        <h2 id=${id}>Waiting line</h2>
        <span class="quiet">${tickets.PENDING ? count(tickets.PENDING, "ticket") : ""}</span>
      </div>
      ${line.length
        ? html`<ol class="line">
            ${repeat(
              line.slice(0, SHOWN),
              (one) => one.ticket,
              (one) => html`
                <li>
                  <a href=${ticketAddress(desk, one.ticket, view)}>${one.ticket}</a>
                  <since-clock .since=${one.since}></since-clock>
                  <span class="quiet who">${one.customer} · ${channelName(one.channel)}</span>
                  ${priority(one.priority)}
                </li>`,
            )}
          </ol>`
        : empty("Nobody waits.")}
      ${more > 0 ? html`<p class="quiet"><a href=${addressOf(desk, "tickets", { status: "PENDING", sort: "waiting" })}>and ${number(more)} more</a></p>` : nothing}
    </section>`;
}
