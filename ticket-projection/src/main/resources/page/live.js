import { events, get } from "/api.js";
import { me } from "/who.js";

const REST_MS = 15_000;

/**
 * The desk's live feed. Tells of `status` (a status change), `counts` (the desk's summary), `state` (live, reconnecting, offline; new: the desk has no story yet) and
 * `again` (connected, and the desk's `sequence` now: what was read at an earlier one may be old; `first` when it never was before). A
 * connection that broke is resumed after the last change that was seen.
 */
export class Live extends EventTarget {
  #source = null;
  #desk = null;
  #last = null;
  #failures = 0;
  #retry = 0;
  #resting = 0;
  #state = "offline";
  #begun = Promise.resolve(false);
  #greeted = false;

  constructor() {
    super();
    addEventListener("online", () => this.#desk && this.#connect());
    addEventListener("offline", () => this.#tell("offline"));
    document.addEventListener("visibilitychange", () => this.#rest());
    addEventListener("pagehide", () => this.#close());
    addEventListener("pageshow", (event) => event.persisted && this.#rest());
  }

  get state() {
    return this.#state;
  }

  get desk() {
    return this.#desk;
  }

  /** Resolves to whether the desk has a story yet; where nobody answers, to true. */
  get begun() {
    return this.#begun;
  }

  /** Follows this desk from now on; null for none. */
  follow(desk) {
    if (desk === this.#desk) {
      return;
    }
    this.#desk = desk;
    this.#last = null;
    this.#failures = 0;
    this.#greeted = false;
    this.#close();
    if (desk) {
      this.#tell("connecting");
      this.#begun = this.#look(desk);
    }
  }

  #close() {
    clearTimeout(this.#retry);
    this.#source?.abort();
    this.#source = null;
  }

  async #connect() {
    this.#close();
    const source = new AbortController();
    this.#source = source;
    let isNew = false;
    try {
      for await (const event of events(["desks", this.#desk, "stream"], { after: this.#last }, source.signal)) {
        if (source === this.#source) {
          this.#hand(event);
        }
      }
    } catch (problem) {
      isNew = problem.status === 404;
    }
    if (source !== this.#source) {
      return;
    }
    if (isNew) {
      this.#tell("new");
      this.#later(3_000);
    } else {
      this.#failures++;
      this.#tell(navigator.onLine && this.#failures < 6 ? "reconnecting" : "offline");
      this.#later(Math.min(500 * this.#failures, 5_000));
    }
  }

  #hand({ type, id, data }) {
    this.#last = id || this.#last;
    let detail = JSON.parse(data);
    if (type === "hello") {
      this.#failures = 0;
      this.#tell("live");
      detail = { ...detail, first: !this.#greeted };
      this.#greeted = true;
    }
    this.dispatchEvent(new CustomEvent(type === "hello" ? "again" : type, { detail }));
  }

  /** There is nothing to follow of a desk that has no story yet; `wake` says that it may have begun. */
  async #look(desk) {
    const begun = me.role === "CUSTOMER" || (await get(["desks"], { desk }).then(({ items }) => items.length > 0, () => true));
    if (desk === this.#desk) {
      if (begun) {
        this.#connect();
      } else {
        this.#tell("new");
        this.#later(3_000);
      }
    }
    return begun;
  }

  #later(ms) {
    clearTimeout(this.#retry);
    const desk = this.#desk;
    this.#retry = setTimeout(() => {
      if (desk === this.#desk) {
        this.#begun = this.#look(desk);
      }
    }, ms);
  }

  /**
   * A page that nobody looks at lets go of its connection after a while: a browser has only a handful for one server, which many open
   * pages would use up. It goes on where it was when it is looked at again.
   */
  #rest() {
    clearTimeout(this.#resting);
    if (document.hidden) {
      this.#resting = setTimeout(() => this.#close(), REST_MS);
    } else if (this.#desk && !this.#source) {
      this.#tell("reconnecting");
      this.#connect();
    }
  }

  /** Tries at once, if it is not live. */
  wake() {
    if (this.#state !== "live" && this.#desk) {
      this.#later(0);
    }
  }

  #tell(state) {
    if (state !== this.#state) {
      this.#state = state;
      this.dispatchEvent(new Event("state"));
    }
  }
}
