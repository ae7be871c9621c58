// A chat gateway: opens a ticket at each desk that it is given, waits for what becomes of each, and prints that as a JSON line.
// Ends with 1 when an outcome does not come within a minute.
import { randomBytes } from 'node:crypto'
import { ACTIONS, JOURNAL, Schemas, cluster, encode, follow, producer, startedWith } from './desk.mjs'

// The version of the contract that this program was written for.
const DESK_ACTION = 'fe957464ad427998'

const { bootstrap, desks } = startedWith({ desks: { type: 'string' } })
if (!desks) {
  console.error('--desks is missing, expected ids of desks with commas between')
  process.exit(2)
}
const kafka = cluster(bootstrap)
const schemas = await Schemas.of(kafka)
const type = await schemas.type(DESK_ACTION)

// tag::outcomes[]
// An entry says where its action stands in the log: that is how a publisher finds its own. Begin to read before you publish.
const entries = new Map()
const awaited = new Map()
const place = source => `${source.partition}/${source.offset}`
const journal = await follow(kafka, JOURNAL, { fromBeginning: false }, async ({ value }) => {
  const entry = await schemas.decode(value)
  const at = place(entry.source)
  awaited.has(at) ? awaited.get(at)(entry) : entries.set(at, entry)
})

function outcome(at) {
  return new Promise((resolve, reject) => {
    if (entries.has(at)) {
      return resolve(entries.get(at))
    }
    const late = setTimeout(() => reject(new Error(`No outcome of ${at} within a minute: does a processor run?`)), 60_000)
    awaited.set(at, entry => {
      clearTimeout(late)
      resolve(entry)
    })
  })
}
// end::outcomes[]

// tag::publish[]
async function openTicket(log, desk, ticket, customer) {
  // The same action has the same id whenever it is published: to retry within 24 hours is harmless.
  const actionId = `open-${ticket}`
  const [written] = await log.send({
    topic: ACTIONS,
    messages: [
      {
        key: desk,
        value: encode(type, {
          actionId,
          desk,
          ticket,
          actor: { role: 'CUSTOMER', id: customer },
          occurredAt: Date.now(),
          action: { 'org.ticketdesk.events.OpenTicket': { channel: 'SOCIAL', priority: 'MEDIUM', followsUp: null } }
        }),
        headers: {
          ce_specversion: '1.0',
          ce_id: actionId,
          ce_type: 'org.ticketdesk.events.OpenTicket',
          ce_source: '/gateways/node-example',
          ce_subject: `${desk}/${ticket}`,
          'content-type': 'application/avro',
          traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`
        }
      }
    ]
  })
  return { partition: written.partition, offset: written.baseOffset }
}
// end::publish[]

const log = producer(kafka)
await log.connect()
try {
  for (const desk of desks.split(',')) {
    const entry = await outcome(place(await openTicket(log, desk, 'node-1', 'c-node')))
    const { sequence, actionId, reason, source } = entry
    console.log(JSON.stringify({ desk, actionId, sequence, partition: source.partition, outcome: entry.outcome, reason }))
  }
} catch (e) {
  console.error(e.message)
  process.exitCode = 1
} finally {
  await log.disconnect()
  await journal.stop()
}
