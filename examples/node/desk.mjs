// What a program in Node needs of the desk's contract: how records are framed, where schemas are found, and how Kafka's client
// must be set. docs/integrate.md says why.
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import avro from 'avsc'
import kafkajs from 'kafkajs'

const { Kafka, Partitioners, logLevel } = kafkajs

export const ACTIONS = 'desk-actions'
export const JOURNAL = 'desk-journal'
export const STATUS_CHANGED = 'ticket-status-changed'
export const STATUS_CHANGED_JSON = 'ticket-status-changed-json'
const SCHEMAS = 'desk-schemas'

const MARKER = Buffer.from([0xc3, 0x01])
const EMPTY = 0xc15d213aa4d7a795n

/** What the examples are started with; wrong use ends the program with 2. */
export function startedWith(options) {
  try {
    const { values } = parseArgs({ options: { bootstrap: { type: 'string' }, ...options } })
    if (!values.bootstrap) {
      throw new Error('--bootstrap is missing, expected host:port of a broker')
    }
    return values
  } catch (e) {
    console.error(e.message)
    process.exit(2)
  }
}

/** A cluster at host:port. */
export function cluster(bootstrap) {
  return new Kafka({ clientId: 'node-example', brokers: bootstrap.split(','), logLevel: logLevel.ERROR })
}

// tag::producer[]
/** A producer whose retries double nothing, and that puts a desk on the partition where Kafka's Java clients put it. */
export function producer(kafka) {
  return kafka.producer({
    idempotent: true, // and so acks=all
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner // murmur2 over the key's bytes
  })
}
// end::producer[]

// tag::follow[]
/**
 * Follows a topic from its beginning, or from its end as it is now. What is not committed was never decided: kafkajs reads
 * committed records alone, unless it is told otherwise.
 *
 * @param take is called with each record, one after the other
 * @return how to stop, and a promise of having read all that was there
 */
export async function follow(kafka, topic, { fromBeginning }, take) {
  const admin = kafka.admin()
  await admin.connect()
  const ends = await admin.fetchTopicOffsets(topic)
  await admin.disconnect()
  const left = new Map(
    ends.filter(end => fromBeginning && end.high !== end.low).map(end => [end.partition, BigInt(end.high)])
  )
  const consumer = kafka.consumer({ groupId: `node-example-${randomUUID()}`, allowAutoTopicCreation: false })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const caughtUp = new Promise((resolve, reject) => {
    const isThere = () => left.size === 0 && resolve()
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      if (left.has(payload.partition) && BigInt(payload.lastOffset) + 1n >= left.get(payload.partition)) {
        left.delete(payload.partition)
        isThere()
      }
    })
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
    isThere()
  })
  await consumer.run({ autoCommit: false, eachMessage: ({ partition, message }) => take(message, partition) })
  if (!fromBeginning) {
    ends.forEach(end => consumer.seek({ topic, partition: end.partition, offset: end.high }))
  }
  return { caughtUp, stop: () => consumer.disconnect() }
}
// end::follow[]

// tag::framing[]
/** CRC-64-AVRO over the schema's canonical form, as 16 hexadecimal digits: the name of a schema. */
export function fingerprint(type) {
  let crc = EMPTY
  for (const byte of Buffer.from(JSON.stringify(type.schema()))) {
    crc ^= BigInt(byte)
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >> 1n) ^ (crc & 1n ? EMPTY : 0n)
    }
  }
  return crc.toString(16).padStart(16, '0')
}

/** Single-object encoding: c3 01, the fingerprint with its least significant byte first, the body. */
export function encode(type, record) {
  return Buffer.concat([MARKER, Buffer.from(fingerprint(type), 'hex').reverse(), type.toBuffer(record)])
}

/** Every schema ever published, by fingerprint. A record is decoded by the schema that it was written with. */
export class Schemas {
  #kafka
  #types = new Map()

  static async of(kafka) {
    const schemas = new Schemas()
    schemas.#kafka = kafka
    await schemas.#read()
    return schemas
  }

  /** The type of a fingerprint; one that is not known yet is looked up, for it is published before its first record. */
  async type(name) {
    if (!this.#types.has(name)) {
      await this.#read()
    }
    if (!this.#types.has(name)) {
      throw new Error(`Found a record of schema ${name}, which ${SCHEMAS} does not have`)
    }
    return this.#types.get(name)
  }

  async decode(bytes) {
    if (bytes.length < 10 || !bytes.subarray(0, 2).equals(MARKER)) {
      throw new Error(`Found ${bytes.subarray(0, 10).toString('hex')}, expected a record in single-object encoding`)
    }
    const type = await this.type(Buffer.from(bytes.subarray(2, 10)).reverse().toString('hex'))
    return type.fromBuffer(bytes.subarray(10))
  }

  async #read() {
    const reading = await follow(this.#kafka, SCHEMAS, { fromBeginning: true }, ({ key, value }) => {
      this.#types.set(key.toString(), avro.Type.forSchema(JSON.parse(value)))
    })
    await reading.caughtUp
    await reading.stop()
  }
}
// end::framing[]
