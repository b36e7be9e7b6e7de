import { z } from 'zod'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { refOf } from '../../ports/kubernetes-object.ts'
import { PortError } from '../../ports/port-error.ts'
import type { Call, Connection } from './connection.ts'
import { mergeFields, onlyContent, withoutContent } from './managed-fields.ts'
import { parsed } from './objects.ts'
import { pathOf, type Paths } from './paths.ts'

const fieldManager = 'operations-manager'

/** Makes an object; one that is there is `exists`. */
export async function created(
  connection: Connection,
  paths: Paths,
  object: KubernetesObject,
): Promise<KubernetesObject> {
  const { apiVersion, kind, metadata } = object
  const answer = await sent(connection, object, {
    method: 'POST',
    path: await paths.of({ apiVersion, kind, namespace: metadata.namespace ?? null }),
    query: { fieldManager, fieldValidation: 'Strict' },
    contentType: 'application/json',
    body: wishOf(object),
  })
  return parsed(answer)
}

/** Server-side apply, forced: what we name is as we say, and what we named before and no longer do goes. */
export async function applied(
  connection: Connection,
  paths: Paths,
  object: KubernetesObject,
  query: Readonly<Record<string, string>>,
): Promise<KubernetesObject> {
  const answer = await sent(connection, object, {
    method: 'PATCH',
    path: await pathOf(paths, refOf(object)),
    query: { fieldManager, force: 'true', fieldValidation: 'Strict', ...query },
    contentType: 'application/apply-patch+yaml',
    body: wishOf(object),
  })
  return parsed(answer)
}

/** What a manager wishes holds nothing that the server numbers, but for the object and version that it has to be. */
function wishOf({ status: _status, ...object }: KubernetesObject): unknown {
  const { name, namespace, labels, annotations, ownerReferences, uid, resourceVersion } = object.metadata
  return { ...object, metadata: { name, namespace, labels, annotations, ownerReferences, uid, resourceVersion } }
}

const Entry = z.looseObject({
  manager: z.string().optional(),
  operation: z.string().optional(),
  apiVersion: z.string().optional(),
  subresource: z.string().optional(),
  fieldsV1: z.record(z.string(), z.unknown()).optional(),
})
type Entry = z.infer<typeof Entry>
const Managed = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string(), managedFields: z.array(Entry).default([]) }),
})

/**
 * Server-side apply leaves to others what they added: a second container in our pod template stays. So what others
 * hold of the content becomes ours on the record first, and then goes like anything that we no longer name.
 */
export async function reclaimed(
  connection: Connection,
  paths: Paths,
  object: KubernetesObject,
): Promise<KubernetesObject> {
  const path = await pathOf(paths, refOf(object))
  for (let attempt = 1; ; attempt += 1) {
    try {
      await takeOver(connection, path, object.apiVersion)
      return await applied(connection, paths, object, {})
    } catch (error) {
      // A controller writes its status in between; the record has to be read anew then.
      if (attempt === attempts || !(error instanceof PortError) || error.fault !== 'conflict') throw error
    }
  }
}

const attempts = 5

async function takeOver(connection: Connection, path: string, apiVersion: string): Promise<void> {
  const { metadata } = Managed.parse(await connection.json({ method: 'GET', path }))
  const managedFields = taken(metadata.managedFields, apiVersion)
  await connection.json({
    method: 'PATCH',
    path,
    query: { fieldManager },
    contentType: 'application/merge-patch+json',
    body: { metadata: { resourceVersion: metadata.resourceVersion, managedFields } },
  })
}

/** The entries with the content of all of them in ours. What belongs to a subresource (status, scale) stays. */
function taken(entries: readonly Entry[], apiVersion: string): readonly Entry[] {
  const isOurs = ({ manager, operation, subresource = '' }: Entry): boolean =>
    manager === fieldManager && operation === 'Apply' && subresource === ''
  const others = entries.filter((entry) => !isOurs(entry) && (entry.subresource ?? '') === '')
  const kept = entries.filter((entry) => !isOurs(entry) && (entry.subresource ?? '') !== '')
  const own = entries.find(isOurs) ?? { manager: fieldManager, operation: 'Apply', apiVersion, fieldsType: 'FieldsV1' }
  const fieldsV1 = others.reduce(
    (fields, other) => mergeFields(fields, onlyContent(other.fieldsV1 ?? {})),
    own.fieldsV1 ?? {},
  )
  const rests = others
    .map((other) => ({ ...other, fieldsV1: withoutContent(other.fieldsV1 ?? {}) }))
    .filter((other) => Object.keys(other.fieldsV1).length > 0)
  return [{ ...own, fieldsV1 }, ...rests, ...kept]
}

/** Kinds that own others: these have to be gone first. For all else that would only be a detour of the controllers. */
const owners: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'])

/** Removes what is at a path; what is not there is fine. */
export async function removed(
  connection: Connection,
  path: string,
  kind: string,
  uid: string | undefined,
): Promise<void> {
  const propagationPolicy = owners.has(kind) ? 'Foreground' : 'Background'
  try {
    await connection.text({
      method: 'DELETE',
      path,
      contentType: 'application/json',
      body: { propagationPolicy, ...(uid !== undefined && { preconditions: { uid } }) },
    })
  } catch (error) {
    if (!(error instanceof PortError) || error.fault !== 'not-found') throw error
  }
}

/** The server's words about a Secret may repeat what is in it, so they are not passed on. */
async function sent(connection: Connection, { kind, metadata }: KubernetesObject, call: Call): Promise<unknown> {
  try {
    return await connection.json(call)
  } catch (error) {
    if (kind !== 'Secret' || !(error instanceof PortError)) throw error
    const { fault, cause } = error
    if (fault !== 'invalid' && fault !== 'unavailable') throw error
    throw new PortError('kubernetes', fault, `The API server did not take the Secret "${metadata.name}".`, { cause })
  }
}
