// A dashboard: reads what has happened, then follows, and prints how many tickets are in which status. With --once it ends when
// it has caught up; with --json it reads the mirror, and needs no Avro.
import { STATUS_CHANGED, STATUS_CHANGED_JSON, Schemas, cluster, follow, startedWith } from './desk.mjs'
import { StatusCounts } from './counts.mjs'

const { bootstrap, once, json } = startedWith({ once: { type: 'boolean' }, json: { type: 'boolean' } })
const kafka = cluster(bootstrap)
const counts = new StatusCounts()

// tag::dashboard[]
const schemas = json ? null : await Schemas.of(kafka)
const read = async value => (json ? JSON.parse(value) : schemas.decode(value))
let caughtUp = false
const changes = await follow(
  kafka,
  json ? STATUS_CHANGED_JSON : STATUS_CHANGED,
  { fromBeginning: true },
  async ({ value }) => {
    counts.show(await read(value))
    if (caughtUp && !once) {
      console.log(counts.toString())
    }
  }
)
await changes.caughtUp
caughtUp = true
// end::dashboard[]
console.log(counts.toString())
if (once) {
  await changes.stop()
}
