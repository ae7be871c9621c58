// How many tickets are in which status, from changes that may come more than once.
const ORDER = ['PENDING', 'ACTIVE', 'PROACTIVE', 'IN_PROGRESS', 'IDLE', 'CLOSED']

export class StatusCounts {
  #statuses = new Map()
  #seen = new Map()

  // tag::dedupe[]
  /** A desk's changes are ordered by sequence and index: what is not beyond the last one was seen before. */
  show({ desk, ticket, sequence, index, to }) {
    const last = this.#seen.get(desk)
    if (last && (sequence < last.sequence || (sequence === last.sequence && index <= last.index))) {
      return
    }
    this.#seen.set(desk, { sequence, index })
    this.#statuses.set(`${desk}/${ticket}`, to)
  }
  // end::dedupe[]

  toString() {
    const counts = new Map()
    this.#statuses.forEach(status => counts.set(status, (counts.get(status) ?? 0) + 1))
    return `{${ORDER.filter(status => counts.has(status)).map(status => `${status}=${counts.get(status)}`).join(', ')}}`
  }
}
