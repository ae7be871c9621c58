import { html, nothing } from "/lib/lit-html/lit-html.js";

/** Cards that several views show: a problem, something that is loading, nothing there. */

/** The title and the sentence of what went wrong, with a way to ask again. */
export const problemCard = (problem, again) => html`
  <div class="problem" role="alert">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 8v5m0 3.5v.1M12 3.5 21.5 20h-19z" /></svg>
    <div>
      <strong>${problem.title ?? "This page has a defect"}</strong>
      <p>${problem.detail ?? String(problem)}</p>
    </div>
    ${again ? html`<button @click=${again}>Try again</button>` : nothing}
  </div>`;

export const loading = (what) => html`<p class="loading" role="status">Loading ${what}…</p>`;

export const empty = (text, more = nothing) => html`<p class="empty">${text}${more}</p>`;
