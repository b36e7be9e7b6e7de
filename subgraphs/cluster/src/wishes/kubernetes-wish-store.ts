import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { KubernetesObject, KubernetesPort } from '../ports/kubernetes.ts'
import { EventBox, isEmptyBox } from './event-box.ts'
import { WishRecord } from './wish-record.ts'
import type { WishStore } from './wish-store.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

const partLabel = 'operations-manager/kept'
const nameAnnotation = 'operations-manager/name'
const stateId = 'link'

type Kind = 'Secret' | 'ConfigMap'
type Body = Readonly<Record<string, unknown>>
type Place = { readonly kubernetes: KubernetesPort; readonly namespace: string; readonly log: Log }

/**
 * Wishes as Secrets (they hold variables of applications), events and state as ConfigMaps, in the backend's own
 * namespace. Each is JSON, packed with gzip: `kubectl get secret … -o jsonpath={.data.json} | base64 -d | gunzip`.
 */
export function kubernetesWishStore(place: Place): WishStore {
  const { kubernetes } = place
  const saved = async (kind: Kind, part: string, id: string, body: Body): Promise<void> => {
    await kubernetes.apply({ apiVersion: 'v1', kind, metadata: metadata(place, part, id), ...body })
  }
  const removed = (kind: Kind, part: string, id: string): Promise<void> =>
    kubernetes.remove({ apiVersion: 'v1', kind, namespace: place.namespace, name: objectName(part, id) })
  return {
    load: async () => ({
      records: await readAll(place, 'Secret', 'wish', WishRecord, unreadableRecord),
      boxes: await readAll(place, 'ConfigMap', 'events', EventBox, () => null),
      snapshotAt: await readSnapshotAt(place),
    }),
    saveRecord: async (record) =>
      saved('Secret', 'wish', record.id, { type: 'Opaque', data: { json: await packed(record) } }),
    removeRecord: (id) => removed('Secret', 'wish', id),
    saveBox: async (box) =>
      isEmptyBox(box)
        ? removed('ConfigMap', 'events', box.deployment)
        : saved('ConfigMap', 'events', box.deployment, { binaryData: { json: await packed(box) } }),
    saveSnapshotAt: (at) => saved('ConfigMap', 'state', stateId, { data: { snapshotAt: at } }),
  }
}

async function packed(value: unknown): Promise<string> {
  return (await pack(JSON.stringify(value))).toString('base64')
}

async function readAll<Schema extends z.ZodType>(
  { kubernetes, namespace, log }: Place,
  kind: Kind,
  part: string,
  schema: Schema,
  unreadable: (name: string) => z.output<Schema> | null,
): Promise<z.output<Schema>[]> {
  const objects = await kubernetes.list({ apiVersion: 'v1', kind, namespace, labels: { [partLabel]: part } })
  const read = await Promise.all(
    objects.map(async (object) => {
      try {
        return schema.parse(JSON.parse(await packedJson(object)))
      } catch (error) {
        log.error({ err: error, kind, name: object.metadata.name }, 'a kept record cannot be read; it stays as it is')
        const name = object.metadata.annotations?.[nameAnnotation]
        return name === undefined ? null : unreadable(name)
      }
    }),
  )
  return read.filter((value) => value !== null)
}

/** Not readable is not absent: the deployment stays known, and is left alone until the registry tells it again. */
function unreadableRecord(id: string): WishRecord {
  return { id, last: null, wished: false, tombstones: [] }
}

const Packed = z.object({ json: z.base64() })

async function packedJson(object: KubernetesObject): Promise<string> {
  const { json } = Packed.parse(object['data'] ?? object['binaryData'])
  return (await unpack(Buffer.from(json, 'base64'))).toString('utf8')
}

async function readSnapshotAt({ kubernetes, namespace }: Place): Promise<string | null> {
  const name = objectName('state', stateId)
  const object = await kubernetes.read({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name })
  if (object === null) return null
  return z.object({ snapshotAt: z.string() }).parse(object['data']).snapshotAt
}

function metadata({ namespace }: Place, part: string, id: string): KubernetesObject['metadata'] {
  const name = objectName(part, id)
  return { name, namespace, labels: { [partLabel]: part }, annotations: { [nameAnnotation]: id } }
}

/** Ids are longer than names may be and case-sensitive; the id itself stands in an annotation. */
function objectName(part: string, id: string): string {
  return `${part}-${createHash('sha256').update(id).digest('hex').slice(0, 40)}`
}
