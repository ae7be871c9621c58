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

/** Shows this token from now on, in this tab; null for none. */
export function show(text) {
  token = text;
  me = null;
  session.set(TOKEN, text);
}

/**
 * Takes the token that an address brings along, as in `#token=…` or `#/DESK/tickets&token=…`, and takes it out of the address at once, so
 * that it is neither seen nor kept there. Says whether there was one.
 */
export function takeFromAddress() {
  const found = /(?:^#|&)token=([^&]+)/.exec(location.hash);
  if (found) {
    show(found[1]);
    history.replaceState(null, "", location.hash.replace(found[0], "") || location.pathname);
  }
  return Boolean(found);
}

/** Whether every desk is one's own, those too that are not there yet. */
export const isEverywhere = () => me?.desks.includes("*") ?? false;
