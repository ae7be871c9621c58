// The partition of each key that is given, a line each, as the examples' producer chooses it: to compare with Kafka's Java client.
import { createInterface } from 'node:readline'
import kafkajs from 'kafkajs'

const partitions = Number(process.argv[2])
const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 0 }))
const partition = kafkajs.Partitioners.DefaultPartitioner()
for await (const key of createInterface({ input: process.stdin })) {
  console.log(partition({ topic: 'desk-actions', partitionMetadata, message: { key } }))
}
