import { html, nothing, render } from "/lib/lit-html/lit-html.js";
import { ask, door, get } from "/api.js";
import { announce } from "/draw.js";
import { kept } from "/memory.js";
import { Live } from "/live.js";
import { onKeys, showHelp } from "/keys.js";
import { address, addressOf, go } from "/address.js";
import { desksOfOneself, openDialogOfDesks } from "/desks.js";
import { loading, problemCard } from "/cards.js";
import { roleName } from "/format.js";
import { forget } from "/personas.js";
import { signIn, whichOfTwo } from "/sign-in.js";
import { hasToken, itIs, me, show, shown, takeFromAddress } from "/who.js";
import * as glance from "/glance.js";
import * as tickets from "/tickets.js";
import * as ticket from "/ticket.js";
import * as measures from "/measures.js";
import * as handsOn from "/hands-on.js";

/** The frame around the views: which desk, which view, whether the feed is alive, light or dark. Opens a view at each new address. */

const VIEWS = [
  { id: "", name: "Glance", key: "g", view: glance, of: ["AGENT", "ADMIN", "DASHBOARD"], icon: "M3 12h4l3-8 4 16 3-8h4" },
  { id: "tickets", name: "Tickets", key: "t", view: tickets, of: ["CUSTOMER", "AGENT", "ADMIN", "DASHBOARD"], icon: "M4 6h16M4 12h16M4 18h10" },
  { id: "measures", name: "Measures", key: "m", view: measures, of: ["AGENT", "ADMIN", "DASHBOARD"], icon: "M4 20V10m5.3 10V4m5.4 16v-7M20 20V8" },
  { id: "try", name: "Hands-on", key: "h", view: handsOn, of: ["CUSTOMER", "AGENT", "ADMIN"], icon: "M9 11V5.5a1.5 1.5 0 0 1 3 0V11m0-1a1.5 1.5 0 0 1 3 0v1a1.5 1.5 0 0 1 3 0v3a6 6 0 0 1-6 6h-1c-2 0-3-.8-4-2.3L4.6 14a1.5 1.5 0 0 1 2.5-1.6L9 14.5" },
];

/** The views that one's role may see. */
const views = () => VIEWS.filter(({ of }) => of.includes(me?.role));

const STATES = {
  live: "Live",
  connecting: "Connecting",
  reconnecting: "Reconnecting",
  offline: "Offline",
  new: "New desk",
};

const live = new Live();
const frame = document.getElementById("frame");
const main = document.getElementById("view");
let leaving = new AbortController();
let here = address();
let lastState = null;
let waitsForBeginning = false;
let brought = null;

function drawFrame() {
  const { desk, view } = here;
  const current = view === "ticket" ? "tickets" : view;
  render(
    html`
      <div class="bar">
        <a class="brand" href=${addressOf(desk)} aria-label="Ticket Desk">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="9" />
            <path d="M9 20 C 9 12, 23 20, 23 12" />
            <circle class="a" cx="9" cy="20" r="4.2" />
            <circle class="b" cx="23" cy="12" r="4.2" />
          </svg>
          <span>Ticket Desk</span>
        </a>
        ${me
          ? html`<button class="desk-choice" aria-haspopup="dialog" @click=${chooseDesk}>
              <span class="unseen">Desk:</span><span class="desk-name">${desk ?? "Choose a desk"}</span>
              <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m8 10 4 4 4-4" /></svg>
            </button>`
          : nothing}
        <nav aria-label="Views">
          ${desk
            ? views().map(
                ({ id, name, key, icon }) => html`
                  <a href=${addressOf(desk, id)} aria-current=${id === current ? "page" : "false"} title="${name} (${key})">
                    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${icon} /></svg><span>${name}</span>
                  </a>`,
              )
            : nothing}
        </nav>
        <span class="rest">
          ${desk && me
            ? html`<span class="connection ${live.state}"><span class="lamp" aria-hidden="true"></span>${STATES[live.state]}</span>`
            : nothing}
          ${me
            ? html`<button class="oneself" title="Use another token" @click=${leave}><span class="unseen">You are</span><strong>${me.id}</strong><span class="role">${roleName(me.role)}</span></button>`
            : nothing}
          <button class="plain" title="Light or dark" aria-label="Switch between light and dark" @click=${switchTheme}>
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="8" /><path class="fill" d="M12 4a8 8 0 0 1 0 16z" /></svg>
          </button>
          <button class="plain" title="Keys (?)" aria-label="Keyboard shortcuts" @click=${showHelp}>
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M9.2 9.2a2.9 2.9 0 1 1 4.3 2.5c-.9.5-1.5 1.1-1.5 2.2v.3M12 17.4v.1" /><circle cx="12" cy="12" r="9" /></svg>
          </button>
        </span>
      </div>`,
    frame,
  );
}

function chooseDesk() {
  openDialogOfDesks(here);
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  kept.set("theme", root.dataset.theme);
  dispatchEvent(new Event("theme"));
  announce(dark ? "Light" : "Dark");
}

/** Asks the server who one is, and opens the view that the address names; without a token that it believes, asks for one. */
async function begin() {
  brought = takeFromAddress() ?? brought;
  try {
    if (brought && (await isAnother(brought))) {
      return;
    }
    if (!hasToken()) {
      refuse();
      return;
    }
    itIs(await get(["me"]));
    await open();
  } catch (problem) {
    if (problem.status !== 401) {
      drawFrame();
      main.replaceChildren(document.createElement("div"));
      render(problemCard(problem, begin), main.firstElementChild);
    }
  }
}

/**
 * Whether a token that the address brought is of somebody else than one is in this tab; then asks who one wants to be. It is shown from
 * now on where one is nobody yet, or the same.
 */
async function isAnother(token) {
  const mine = await whoseIs(shown());
  const theirs = mine && (await whoseIs(token));
  brought = null;
  if (!mine || (mine.role === theirs?.role && mine.id === theirs.id)) {
    become(token);
  } else if (theirs) {
    askWhichOfTwo(mine, theirs, token);
    return true;
  }
  return false;
}

/** What the server says of a token; null when it does not believe it. */
async function whoseIs(token) {
  try {
    return token && (await ask(["me"], {}, { token }));
  } catch (problem) {
    if (problem.status !== 401) {
      throw problem;
    }
    return null;
  }
}

function askWhichOfTwo(mine, theirs, token) {
  brought = token;
  become(shown());
  drawFrame();
  document.title = "Ticket Desk";
  const host = document.createElement("div");
  main.replaceChildren(host);
  const choose = (chosen) => () => {
    brought = null;
    become(chosen);
    begin();
  };
  render(whichOfTwo(mine, theirs, choose(shown()), choose(token)), host);
  host.querySelector("button").focus();
}

/** Shows this token from now on, and leaves nothing open that was opened with another. */
function become(token) {
  leaving.abort();
  live.follow(null);
  forget();
  show(token);
}

/** Lets nobody see anything, and asks for a token. */
function refuse(problem) {
  become(null);
  drawFrame();
  document.title = "Ticket Desk";
  const host = document.createElement("div");
  main.replaceChildren(host);
  render(signIn(problem?.detail, begin), host);
  host.querySelector("textarea").focus();
}

function leave() {
  refuse();
}

/** Opens the view that the address names. Leaving a view ends all that it began, by its signal. */
async function open() {
  brought = takeFromAddress() ?? brought;
  if (brought || !me) {
    await begin();
    return;
  }
  const before = here;
  here = address();
  const isSame = before.view === here.view && before.desk === here.desk && before.ticket === here.ticket;
  const focused = isSame ? focusedPart() : null;
  leaving.abort();
  leaving = new AbortController();
  waitsForBeginning = false;
  const { signal } = leaving;
  if (!here.desk) {
    await openFirstDesk(signal);
    return;
  }
  kept.set("desk", here.desk);
  live.follow(here.desk);
  drawFrame();
  const found = here.view === "ticket" ? { view: ticket, name: here.ticket } : (views().find(({ id }) => id === here.view) ?? views()[0]);
  document.title = `${found.name} · ${here.desk} · Ticket Desk`;
  const host = document.createElement("div");
  host.className = "view view-" + (here.view || "glance");
  main.replaceChildren(host);
  if (!isSame) {
    scrollTo(0, 0);
    if (document.activeElement === document.body || document.activeElement === null) {
      main.focus({ preventScroll: true });
    }
  }
  render(loading("the desk"), host);
  const begun = await live.begun;
  if (signal.aborted) {
    return;
  }
  waitsForBeginning = !begun && found.view !== handsOn;
  if (waitsForBeginning) {
    render(beginning(here.desk), host);
    return;
  }
  found.view.open({ ...here, host, live, signal });
  if (focused) {
    focusWhenThere(host, focused);
  }
}

function focusWhenThere(host, selector, frames = 120) {
  const part = host.querySelector(selector);
  if (part) {
    part.focus({ preventScroll: true });
  } else if (frames && host.isConnected) {
    requestAnimationFrame(() => focusWhenThere(host, selector, frames - 1));
  }
}

/** Where the focus is, as a selector: it stays there when the same view opens with another filter or range. */
function focusedPart() {
  const { name, dataset } = document.activeElement ?? {};
  return dataset?.part ? `[data-part="${dataset.part}"]` : name ? `[name="${name}"]` : null;
}

async function openFirstDesk(signal) {
  live.follow(null);
  drawFrame();
  document.title = "Ticket Desk";
  const host = document.createElement("div");
  main.replaceChildren(host);
  try {
    const items = await desksOfOneself(50, signal);
    const wanted = kept.get("desk");
    const first = items.find(({ desk }) => desk === wanted) ?? items[0];
    if (first) {
      go(first.desk, "", {}, true);
    } else {
      render(welcome(), host);
    }
  } catch (problem) {
    if (!signal.aborted) {
      render(problemCard(problem, open), host);
    }
  }
}

const welcome = () => html`
  <section class="card welcome">
    <h1>No desk yet</h1>
    <p>A desk begins with its first action. Name one, and take a ticket through the whole journey by hand.</p>
    <p><button class="primary" @click=${chooseDesk}>Name a desk…</button></p>
  </section>`;

const beginning = (desk) => html`
  <section class="card welcome">
    <h1>${desk}</h1>
    <p>This desk has no story yet: it begins with its first action.</p>
    ${views().some(({ view }) => view === handsOn) ? html`<p><a class="button primary" href=${addressOf(desk, "try")}>Begin it by hand</a></p>` : nothing}
  </section>`;

live.addEventListener("state", () => {
  drawFrame();
  if (waitsForBeginning && live.state === "live") {
    open();
  }
  if (lastState && live.state !== lastState && live.state !== "connecting") {
    announce(STATES[live.state]);
  }
  lastState = live.state;
});
door.addEventListener("signed-out", ({ detail }) => refuse(detail));
addEventListener("hashchange", open);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address after # names the view
  main.focus();
});

onKeys("Everywhere", [
  ...VIEWS.map(({ id, name, key, of }) => ({ key, does: name, run: () => here.desk && of.includes(me?.role) && go(here.desk, id) })),
  { key: "d", does: "Choose a desk", run: () => me && chooseDesk() },
  { key: "l", does: "Light or dark", run: switchTheme },
  { key: "?", does: "These keys", run: showHelp },
]);

begin();
