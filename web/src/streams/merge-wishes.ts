import type { WantedSubscription } from './protocol.ts'
import { variablesFrom, type Place } from './resume.ts'

/** What one place of one page wants to follow, and how far it has come. */
export type Wish = {
  /** Unique in the browser. */
  readonly follower: string
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly place: Place
}

/** One subscription of a stream, and everybody it is for. */
export type Entry = { readonly wanted: WantedSubscription; readonly followers: readonly string[] }

/**
 * The subscriptions that fulfil all wishes. Those who follow the same from the same place share one; one who has come
 * less far gets its own until it has caught up, since nobody can tell which of two cursors is the older.
 */
export function mergeWishes(wishes: Iterable<Wish>): readonly Entry[] {
  const shared = new Map<string, { readonly wish: Wish; readonly followers: string[] }>()
  for (const wish of wishes) {
    const variables = variablesFrom(wish.document, wish.variables, wish.place)
    const key = JSON.stringify([wish.document, sorted(variables), wish.place.cursor])
    const known = shared.get(key)
    if (known === undefined) shared.set(key, { wish: { ...wish, variables }, followers: [wish.follower] })
    else known.followers.push(wish.follower)
  }
  return [...shared.values()].map(({ wish: { document, variables, place }, followers }, index) => ({
    wanted: { id: `s${index}`, document, variables, after: place.cursor },
    followers,
  }))
}

function sorted(variables: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(variables).toSorted(([one], [other]) => (one < other ? -1 : 1))
}
