import { now } from "/api.js";
import { clock, dateTime } from "/format.js";

/** `<since-clock .since=…>`: how long ago that was, counting on. One tick for all of them. */
class SinceClock extends HTMLElement {
  #since = null;

  set since(value) {
    if (value !== this.#since) {
      this.#since = value;
      this.title = value ? "since " + dateTime(value) : "";
      this.tick();
    }
  }

  connectedCallback() {
    all.add(this);
    this.tick();
  }

  disconnectedCallback() {
    all.delete(this);
  }

  tick() {
    const text = this.#since ? clock(Math.max(0, now() - Date.parse(this.#since))) : "–";
    if (this.textContent !== text) {
      this.textContent = text;
    }
  }
}

const all = new Set();
setInterval(() => all.forEach((one) => one.tick()), 1_000);
customElements.define("since-clock", SinceClock);
