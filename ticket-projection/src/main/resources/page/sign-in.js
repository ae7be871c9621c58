import { html, nothing } from "/lib/lit-html/lit-html.js";
import { roleName } from "/format.js";
import { show } from "/who.js";

/** Asks for a token; with what is wrong with the one that was shown, if there was one. */
export const signIn = (problem, then) => html`
  <section class="card sign-in" aria-labelledby="h-sign-in">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="8" cy="15" r="4.5" /><path d="m11.5 11.5 8-8M16 7l3 3" /></svg>
    <h1 id="h-sign-in">Who are you?</h1>
    ${problem ? html`<p class="refusal" role="alert">${problem}</p>` : nothing}
    <p>This desk answers whoever has a token. It says who you are, and which desks are yours.</p>
    <form
      class="stack"
      @submit=${(event) => {
        event.preventDefault();
        const text = new FormData(event.target).get("pasted").trim();
        if (text) {
          show(text);
          then();
        }
      }}
    >
      <label>Your token <textarea name="pasted" rows="4" required autocomplete="off" spellcheck="false" placeholder="eyJ…"></textarea></label>
      <button class="primary">Come in</button>
    </form>
    <p class="hint">
      On your own machine, <code>desk up</code> and <code>desk demo</code> print an address that brings it along. In an organisation, whoever
      runs the desk gives you one. It stays in this tab, and is gone when you close it.
    </p>
  </section>`;

/**
 * Asks who of the two one wants to be, `mine` as before or `theirs` as the address says: whoever sends somebody a link with their own
 * token in it would else have them act in their name.
 */
export const whichOfTwo = (mine, theirs, stay, become) => html`
  <section class="card sign-in" aria-labelledby="h-sign-in">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="9" cy="8" r="4" /><path d="M2.5 20a6.5 6.5 0 0 1 13 0M17 7h5m-2-2 2 2-2 2" /></svg>
    <h1 id="h-sign-in">Stay who you are?</h1>
    <p>In this tab you are ${person(mine)}. The address that you opened has the token of ${person(theirs)} in it.</p>
    <div class="row">
      <button class="primary" data-part="stay" @click=${stay}>Stay ${mine.id}</button>
      <button data-part="become" @click=${become}>Be ${theirs.id} from now on</button>
    </div>
    <p class="hint">If somebody else gave you the address, stay: what you did with it would be done in their name, and seen by them.</p>
  </section>`;

const person = ({ id, role }) => html`<strong>${id}</strong> (${roleName(role)})`;
