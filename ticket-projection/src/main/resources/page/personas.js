import { ask } from "/api.js";
import { me } from "/who.js";

/** Tokens of the people whom one plays, made for whoever runs the server. */

const SOON_MS = 60_000;
const made = new Map();

/** The token with which this person speaks; null for one's own. */
export async function tokenOf({ role, id }) {
  if (!me.operator || (me.role === role && me.id === id)) {
    return null;
  }
  const name = role + " " + id;
  const known = made.get(name);
  if (known && Date.parse(known.until) > Date.now() + SOON_MS) {
    return known.token;
  }
  const fresh = await ask(["tokens"], { role, id }, { method: "POST" });
  made.set(name, fresh);
  return fresh.token;
}

/** Forgets them: a server that was made anew knows none of them. */
export const forget = () => made.clear();
