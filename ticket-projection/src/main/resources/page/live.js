/**
 * The desk's live feed. Tells of `status` (a status change), `counts` (the desk's summary), `state` (live, reconnecting, offline) and
 * `again` (connected, and the desk's `sequence` now: what was read at an earlier one may be old). The browser resumes a broken connection after the last change that
 * it saw; where it gives up, this does the same.
 */
export class Live extends EventTarget {
  #source = null;
  #desk = null;
  #last = null;
  #failures = 0;
  #retry = 0;
  #state = "offline";

  constructor() {
    super();
    addEventListener("online", () => this.#desk && this.#connect());
    addEventListener("offline", () => this.#tell("offline"));
  }

  get state() {
    return this.#state;
  }

  get desk() {
    return this.#desk;
  }

  /** Follows this desk from now on; null for none. */
  follow(desk) {
    if (desk === this.#desk) {
      return;
    }
    this.#desk = desk;
    this.#last = null;
    this.#failures = 0;
    this.#close();
    if (desk) {
      this.#tell("connecting");
      this.#connect();
    }
  }

  #close() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  #connect() {
    this.#close();
    const after = this.#last ? "?after=" + encodeURIComponent(this.#last) : "";
    const source = new EventSource(`/api/desks/${encodeURIComponent(this.#desk)}/stream${after}`);
    this.#source = source;
    source.addEventListener("hello", (event) => {
      this.#failures = 0;
      this.#tell("live");
      this.dispatchEvent(new CustomEvent("again", { detail: JSON.parse(event.data) }));
    });
    for (const type of ["status", "counts"]) {
      source.addEventListener(type, (event) => {
        this.#last = event.lastEventId || this.#last;
        this.dispatchEvent(new CustomEvent(type, { detail: JSON.parse(event.data) }));
      });
    }
    source.addEventListener("error", () => {
      this.#failures++;
      this.#tell(navigator.onLine && this.#failures < 6 ? "reconnecting" : "offline");
      if (source.readyState === EventSource.CLOSED && source === this.#source) {
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => this.#connect(), Math.min(500 * this.#failures, 5_000));
      }
    });
  }

  #tell(state) {
    if (state !== this.#state) {
      this.#state = state;
      this.dispatchEvent(new Event("state"));
    }
  }
}
