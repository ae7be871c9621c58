import { authorization, show } from "/who.js";

/** The server's answers, and its problems as errors with a title and a sentence. */

const TIMEOUT_MS = 20_000;

/** How far this machine's clock is behind the server's, in milliseconds; small differences count as none. */
let behind = 0;

/** Now, by the server's clock as well as it is known: durations are counted against times that the server wrote. */
export const now = () => Date.now() + behind;

/** What went wrong: the server's problem (RFC 9457), or that it could not be reached (status 0). */
export class Problem extends Error {
  constructor(title, detail, status = 0, body = {}) {
    super(detail);
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.body = body;
  }

  /** Whether nobody knows if the request arrived: asking the same again is the way to find out. */
  get isSilence() {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

const path = (parts) => "/api/" + parts.map(encodeURIComponent).join("/");

/** Query parameters without what is empty. */
export function query(params = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") {
      search.set(name, value);
    }
  }
  const text = search.toString();
  return text && "?" + text;
}

/** `get(["desks", desk], {limit: 5})`; `signal` ends the request when the view is left. */
export const get = (parts, params, signal) => ask(parts, params, { signal });

/** Told `signed-out`, with the problem, when the server does not believe this tab's token (any more). */
export const door = new EventTarget();

/**
 * Publishes an action and waits for its outcome: the journal entry, accepted, refused or duplicate. The action carries its id, so that
 * the same one may be sent again when no answer came.
 *
 * @param token of whoever asks; null for one's own
 */
export async function publish(desk, action, token = null) {
  try {
    return await ask(["desks", desk, "actions"], { wait: 10 }, {
      token,
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(action),
    });
  } catch (problem) {
    if (problem.status === 409 && problem.body.outcome) {
      return { ...problem.body.outcome, ticketStatus: problem.body.ticketStatus };
    }
    throw problem;
  }
}

/** A new id for an action or a message; also where the page is not served securely, and `randomUUID` does not exist. */
export function newId() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Asks for what is at a path of the API; as somebody else than oneself with their `token`. */
export async function ask(parts, params, { signal, token = null, ...options } = {}) {
  const url = path(parts) + query(params);
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const either = new AbortController();
  for (const s of [signal, limit]) {
    if (s?.aborted) {
      either.abort(s.reason);
    }
    s?.addEventListener("abort", () => either.abort(s.reason), { once: true, signal: either.signal });
  }
  let response;
  let text;
  try {
    response = await fetch(url, {
      ...options,
      headers: { ...options.headers, ...(token ? authorization(token) : authorization()) },
      cache: "no-store",
      signal: either.signal,
    });
    text = await response.text();
  } catch (cause) {
    if (signal?.aborted) {
      throw cause;
    }
    throw limit.aborted
      ? new Problem("No answer in time", `The server did not answer within ${TIMEOUT_MS / 1000} seconds.`)
      : new Problem("No connection", "The server cannot be reached. The page tries again by itself.");
  }
  noteTime(response.headers.get("Date"));
  const body = parsed(text);
  if (!response.ok) {
    throw problemOf(response.status, text, token);
  }
  if (body === undefined) {
    throw new Problem("Not an answer", `${url} was answered with something that is not JSON.`, response.status);
  }
  return { ...body, httpStatus: response.status };
}

function problemOf(status, text, token) {
  const body = parsed(text);
  const problem = new Problem(
    body?.title ?? `The server answered ${status}`,
    body?.detail ?? (text.slice(0, 300) || `The server answered ${status} and no explanation.`),
    status,
    body ?? {},
  );
  if (status === 401 && !token) {
    show(null);
    door.dispatchEvent(new CustomEvent("signed-out", { detail: problem }));
  }
  return problem;
}

/** The events of a stream, as they come, until the server ends it: `{type, id, data}`. The browser's own reader cannot say who asks. */
export async function* events(parts, params, signal) {
  const response = await fetch(path(parts) + query(params), {
    headers: { ...authorization(), Accept: "text/event-stream" },
    cache: "no-store",
    signal,
  });
  if (!response.ok) {
    throw problemOf(response.status, await response.text());
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let unread = "";
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    const blocks = (unread + value).split("\n\n");
    unread = blocks.pop();
    for (const block of blocks) {
      const event = Object.fromEntries(block.split("\n").map((line) => line.split(/: (.*)/s, 2)));
      if (event.data) {
        yield { type: event.event, id: event.id, data: event.data };
      }
    }
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noteTime(date) {
  const served = Date.parse(date);
  if (!Number.isNaN(served)) {
    const difference = served + 500 - Date.now();
    behind = Math.abs(difference) > 2_000 ? difference : 0;
  }
}
