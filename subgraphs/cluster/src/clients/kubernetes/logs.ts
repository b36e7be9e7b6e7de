import type { LogOptions, PodLogLine } from '../../ports/kubernetes.ts'
import type { Call, Connection } from './connection.ts'

/** Our pods have one container, and this is its name. */
const usualContainer = 'app'

/** The lines that a pod wrote, the oldest first. */
export async function readPodLogs(
  connection: Connection,
  namespace: string,
  pod: string,
  options: LogOptions,
): Promise<readonly PodLogLine[]> {
  const text = await connection.text(callOf(namespace, pod, options, {}))
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => lineOf(pod, options, line))
}

/** The lines that a pod writes from now on, until its container ends or nobody follows any more. */
export async function* followPodLogs(
  connection: Connection,
  namespace: string,
  pod: string,
  options: LogOptions,
  signal: AbortSignal,
): AsyncIterable<PodLogLine> {
  for await (const line of connection.lines(callOf(namespace, pod, options, { follow: 'true' }), signal)) {
    yield* lineOf(pod, options, line)
  }
}

function callOf(namespace: string, pod: string, options: LogOptions, more: Readonly<Record<string, string>>): Call {
  const { container = usualContainer, tail, previous, since } = options
  return {
    method: 'GET',
    path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`,
    query: {
      container,
      timestamps: 'true',
      ...(tail !== undefined && { tailLines: String(tail) }),
      ...(previous === true && { previous: 'true' }),
      ...(since !== undefined && { sinceTime: new Date(since).toISOString() }),
      ...more,
    },
  }
}

/** `2026-11-23T10:00:00.123456789Z text`. `sinceTime` counts in seconds, so what is older is left out here. */
function lineOf(pod: string, { container = usualContainer, since }: LogOptions, line: string): PodLogLine[] {
  const space = line.indexOf(' ')
  const at = new Date(space === -1 ? line : line.slice(0, space))
  if (Number.isNaN(at.getTime())) return []
  if (since !== undefined && at.getTime() < new Date(since).getTime()) return []
  return [{ pod, container, at: at.toISOString(), text: space === -1 ? '' : line.slice(space + 1) }]
}
