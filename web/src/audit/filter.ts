import type { AuditFilter, AuditResult, AuditRowFragment } from '../../generated/graph.ts'

/** What the page shows, as it stands in its address. */
export type Wanted = {
  readonly actor: string
  readonly action: string
  readonly project: string
  readonly result: string
  readonly since: string
  readonly until: string
}

export const results = ['ACCEPTED', 'REFUSED', 'DENIED', 'FAILED'] as const satisfies readonly AuditResult[]

const keys = ['actor', 'action', 'project', 'result', 'since', 'until'] as const
const day = /^\d{4}-\d{2}-\d{2}$/

/** Reads an address; what cannot be meant is left out. */
export function readWanted(given: Readonly<Record<string, string | readonly string[] | undefined>>): Wanted {
  const of = (key: (typeof keys)[number]): string => {
    const value = given[key]
    return (typeof value === 'string' ? value : '').trim().slice(0, 200)
  }
  const dayOf = (key: 'since' | 'until'): string => (isDay(of(key)) ? of(key) : '')
  const result = results.find((each) => each === of('result')) ?? ''
  return {
    actor: of('actor'),
    action: of('action'),
    project: of('project'),
    result,
    since: dayOf('since'),
    until: dayOf('until'),
  }
}

/** The same as the graph asks for it: from the beginning of the first day to the end of the last, in UTC. */
export function filterOf({ actor, action, project, result, since, until }: Wanted): AuditFilter {
  return {
    ...(actor === '' ? {} : { actor }),
    ...(action === '' ? {} : { action: [action] }),
    ...(project === '' ? {} : { project }),
    ...(result === '' ? {} : { result: [result as AuditResult] }), // one of them, as `readWanted` saw
    ...(since === '' ? {} : { since: `${since}T00:00:00.000Z` }),
    ...(until === '' ? {} : { until: dayAfter(until) }),
  }
}

/** What stands behind the question mark; empty where everything is shown. */
export function searchOf(wanted: Wanted): string {
  const given = keys.flatMap((key) => (wanted[key] === '' ? [] : [[key, wanted[key]]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}

/** Whether a record that was just added is among what is shown. */
export function isWanted(record: AuditRowFragment, { actor, action, project, result, since, until }: Wanted): boolean {
  const who = [record.actor.email, record.subject, record.token, record.actor.name]
  const isBy = actor === '' || who.some((each) => each?.toLowerCase() === actor.toLowerCase())
  const at = record.at.slice(0, 10)
  return (
    isBy &&
    (action === '' || record.action === action) &&
    (project === '' || record.project === project) &&
    (result === '' || record.result === result) &&
    (since === '' || at >= since) &&
    (until === '' || at <= until)
  )
}

/** The newest first, each once, whichever way it came. */
export function joined(
  newer: readonly AuditRowFragment[],
  older: readonly AuditRowFragment[],
): readonly AuditRowFragment[] {
  const known = new Map([...older, ...newer].map((record) => [record.number, record]))
  return [...known.values()].toSorted((a, b) => Number(b.number) - Number(a.number))
}

function isDay(text: string): boolean {
  return day.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
}

function dayAfter(text: string): string {
  return new Date(Date.parse(`${text}T00:00:00Z`) + 24 * 60 * 60_000).toISOString()
}
