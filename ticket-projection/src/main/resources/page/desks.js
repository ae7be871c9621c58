import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { get } from "/api.js";
import { go } from "/address.js";
import { problemCard } from "/cards.js";
import { isEverywhere, me } from "/who.js";
import { count, number } from "/format.js";
import { glyph, statusName } from "/statuses.js";

const SHOWN = ["PENDING", "ACTIVE", "IN_PROGRESS", "IDLE"];
const ID = "[A-Za-z0-9_.:@\\-]{1,128}";

/** One's desks: as the server tells of them at a glance, to a customer by their ids alone. */
export const desksOfOneself = async (limit, signal) =>
  me.role === "CUSTOMER" ? me.desks.filter((desk) => desk !== "*").map((desk) => ({ desk })) : (await get(["desks"], { limit }, signal)).items;

/** Opens the dialog in which one chooses a desk, or names a new one. */
export async function openDialogOfDesks({ desk: current, view }) {
  const dialog = document.createElement("dialog");
  dialog.className = "desks";
  dialog.setAttribute("aria-labelledby", "desks-title");
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  const staying = view === "ticket" ? "tickets" : view;

  const choose = (desk, to = staying) => {
    dialog.close();
    go(desk, to);
  };
  const begin = (event) => {
    event.preventDefault();
    choose(new FormData(event.target).get("desk").trim(), "try");
  };
  const draw = (items, problem) =>
    render(
      html`
        <div class="dialog-head">
          <h2 id="desks-title">Desks</h2>
          <form method="dialog"><button class="plain" aria-label="Close">✕</button></form>
        </div>
        ${problem ? problemCard(problem) : nothing}
        <ul class="desk-list">
          ${items.map(
            (one) => html`
              <li>
                <button aria-current=${one.desk === current ? "true" : "false"} @click=${() => choose(one.desk)}>
                  <strong>${one.desk}</strong>
                  ${one.tickets ? html`<span class="numbers">${SHOWN.map((s) => html`<span title=${statusName(s)}>${glyph(s)}<span class="unseen">${statusName(s)}</span> ${number(one.tickets[s])}</span>`)}</span>
                  <span class="quiet">${count(one.agents.ONLINE, "agent")} online</span>` : nothing}
                </button>
              </li>`,
          )}
        </ul>
        ${isEverywhere() && me.role !== "DASHBOARD" ? html`<form class="new-desk" @submit=${begin}>
          <label for="new-desk">${me.role === "CUSTOMER" ? "Another desk" : "A new desk"}</label>
          <div class="row">
            <input id="new-desk" name="desk" required pattern=${ID} placeholder="for example: my-desk" autocomplete="off" spellcheck="false"
              title="1 to 128 characters out of letters, digits and - _ . : @" />
            <button class="primary">Begin</button>
          </div>
          <p class="hint">${me.role === "CUSTOMER" ? "By its id, as you were told." : "It comes into being with its first action: adding an agent."}</p>
        </form>` : nothing}`,
      dialog,
    );
  draw([]);
  dialog.showModal();
  try {
    const items = await desksOfOneself(200);
    draw(items);
    (dialog.querySelector("[aria-current=true]") ?? dialog.querySelector("input"))?.focus();
  } catch (problem) {
    draw([], problem);
  }
}
