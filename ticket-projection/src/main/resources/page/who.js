import { session } from "/memory.js";

/** Who one is to the server: the token that this tab shows it, and what the server says of it. */

const TOKEN = "token";

let token = session.get(TOKEN);

/** What the server says of the token: `{role, id, desks, until, operator}`; null while it is not known. */
export let me = null;

export function itIs(answer) {
  me = answer;
}

/** The header that says who asks. */
export const authorization = (as = token) => (as ? { Authorization: "Bearer " + as } : {});

export const hasToken = () => Boolean(token);

/** The token that this tab shows; null for none. */
export const shown = () => token;

/** Shows this token from now on, in this tab; null for none. */
export function show(text) {
  token = text;
  me = null;
  session.set(TOKEN, text);
}

/**
 * The token that an address brings along, as in `#token=…` or `#/DESK/tickets&token=…`; null for none. It is taken out of the address at
 * once, so that it is neither seen nor kept there.
 */
export function takeFromAddress() {
  const found = /(?:^#|&)token=([^&]+)/.exec(location.hash);
  if (found) {
    history.replaceState(null, "", location.hash.replace(found[0], "") || location.pathname);
  }
  return found?.[1] ?? null;
}

/** Whether every desk is one's own, those too that are not there yet. */
export const isEverywhere = () => me?.desks.includes("*") ?? false;
