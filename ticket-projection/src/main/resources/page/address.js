/** Addresses within the page: `#/DESK`, `#/DESK/tickets?status=PENDING`, `#/DESK/tickets/T`, `#/DESK/measures`, `#/DESK/try/T`. */

/** What the address names: `{desk, view, ticket, params}`; view is `""`, `tickets`, `ticket`, `measures` or `try`. */
export function address() {
  const [path, search = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [desk, view = "", ticket] = path.split("/").map(decoded);
  return {
    desk: desk || null,
    view: view === "tickets" && ticket ? "ticket" : view,
    ticket: ticket || null,
    params: Object.fromEntries(new URLSearchParams(search)),
  };
}

export function addressOf(desk, view = "", params = {}) {
  if (!desk) {
    return "#/";
  }
  const search = new URLSearchParams(Object.entries(params).filter(([, value]) => value)).toString();
  return `#/${encodeURIComponent(desk)}${view && "/" + view}${search && "?" + search}`;
}

export const ticketAddress = (desk, ticket, view = "tickets") => addressOf(desk, `${view}/${encodeURIComponent(ticket)}`);

/** Goes there; `instead` leaves no trace of where one was. */
export function go(desk, view, params, instead = false) {
  const to = addressOf(desk, view, params);
  if (instead) {
    location.replace(to);
  } else {
    location.hash = to;
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
