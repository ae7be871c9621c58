import { edgeId } from "/journey.js";

/**
 * How many changes went along each edge lately, counted by the second, so that a busy desk costs no more than a quiet one. Knows from
 * when on it knows all of them.
 */
export class Recent {
  #windowMs;
  #seconds = new Map();
  #knownFrom = null;

  constructor(windowMs) {
    this.#windowMs = windowMs;
  }

  /** Begins anew with what the server tells, newest first; the oldest of a full answer is where the knowledge begins. */
  fill(changes) {
    this.#seconds.clear();
    this.#knownFrom = null;
    changes.forEach((change) => this.add(change));
    this.#knownFrom = changes.length >= 2_000 ? Date.parse(changes.at(-1).at) : 0;
  }

  add({ from, to, at }) {
    const second = Math.floor(Date.parse(at) / 1_000);
    this.#knownFrom ??= second * 1_000;
    if (from) {
      const edges = this.#seconds.get(second) ?? new Map();
      edges.set(edgeId(from, to), (edges.get(edgeId(from, to)) ?? 0) + 1);
      this.#seconds.set(second, edges);
    }
  }

  /** Edge → number of changes within the window. */
  byEdge(now) {
    const sums = new Map();
    const oldest = (now - this.#windowMs) / 1_000;
    for (const [second, edges] of this.#seconds) {
      if (second < oldest) {
        this.#seconds.delete(second);
      } else {
        edges.forEach((n, edge) => sums.set(edge, (sums.get(edge) ?? 0) + n));
      }
    }
    return sums;
  }

  /** How far back the counts reach, in milliseconds. */
  span(now) {
    return Math.min(this.#windowMs, now - (this.#knownFrom ?? now));
  }
}
