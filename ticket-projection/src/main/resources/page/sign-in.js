import { html, nothing } from "/lib/lit-html/lit-html.js";
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
