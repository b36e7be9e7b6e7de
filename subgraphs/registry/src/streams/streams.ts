import { execute, GraphQLError, type ExecutionResult } from 'graphql'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { readAccess, type App, type Context } from '../context.ts'
import { createLoaders } from '../loaders.ts'
import { topLevel } from '../domains/errors.ts'
import { canResume, isSelected, readEvents } from '../store/event-reading.ts'
import type { StoredEvent } from '../store/event-change.ts'
import type { RoutedSchema } from '../server/schemas.ts'
import { maskErrors } from '../server/mask.ts'
import { requireSignedIn } from '../server/signed-in.ts'
import { auditTopic } from './audit-topic.ts'
import { clustersTopic } from './clusters-topic.ts'
import type { Prepared } from './document.ts'
import { operationTopic } from './operation-topic.ts'
import { projectsTopic, projectTopic } from './project-topics.ts'
import { noMore } from './no-more.ts'
import { watchRights, type RightsWatch } from './rights-watch.ts'
import { Room } from './room.ts'
import type { Outlet, Seat } from './seat.ts'
import type { Delivery, OpenTopic, Topic } from './topic.ts'

/** A request to follow something. */
export type Following = {
  readonly prepared: Prepared
  readonly routed: RoutedSchema
  readonly context: Context
  /** Acts as `after` where the document has none. */
  readonly lastEventId: string | null
}

// oxlint-disable-next-line typescript/no-explicit-any -- the graph has checked the arguments of each field
const topics: Readonly<Record<string, Topic<any>>> = {
  operation: operationTopic,
  project: projectTopic,
  projects: projectsTopic,
  clusters: clustersTopic,
  audit: auditTopic,
}

const pageSize = 500

/** Every stream of this process that is on the feed. */
export type Streams = {
  /** Begins a stream; throws what refuses it. Gives how to stop it. */
  follow(following: Following, outlet: Outlet): Promise<() => void>
  /** Ends a stream that is not on the feed when its reader loses the right to it. */
  readonly rights: RightsWatch
  /** How many rooms there are, for metrics. */
  readonly size: number
  close(): void
}

export function createStreams(app: App): Streams {
  const rooms = new Map<string, Promise<Room>>()
  const open = new Map<Room, () => void>()
  const log = app.log.child({ part: 'streams' })
  const rights = watchRights({ news: app.accessNews, log })

  async function roomFor(key: string, following: Following, topic: OpenTopic): Promise<Room> {
    const known = await rooms.get(key)?.catch(() => null)
    if (known !== null && known !== undefined && !known.isClosed) return known
    const forget = (): void => {
      if (rooms.get(key) === made) rooms.delete(key)
    }
    const made = openRoom(app, log, following, topic, (room) => {
      open.get(room)?.()
      open.delete(room)
      forget()
    })
    rooms.set(key, made)
    made.catch(forget) // who waits for it hears of the failure
    const room = await made
    const { access } = following.context
    open.set(room, rights.add({ access, check: () => room.checkRights() }))
    return room
  }

  return {
    rights,
    get size() {
      return open.size
    },
    follow: async (following, outlet) => {
      const { prepared, context, routed } = following
      const topic = await openTopic(prepared, context)
      const key = JSON.stringify([routed.key, context.access.key, prepared.key])
      const room = await roomFor(key, following, topic)
      const { seat, position } = room.join(outlet)
      seat.tell(JSON.stringify({ extensions: { accessKey: context.access.key } }))
      void catchUp({ app, following, topic, seat, position }).catch((error: unknown) => {
        log.warn({ err: error }, 'a stream could not catch up; its reader opens it again')
        seat.cut('again')
      })
      return () => {
        seat.cut('again')
        room.leave(seat)
      }
    },
    close: () => {
      rights.close()
      for (const room of open.keys()) room.shut()
    },
  }
}

async function openTopic({ field, args }: Prepared, context: Context): Promise<OpenTopic> {
  requireSignedIn(context)
  const topic = topics[field]
  if (topic === undefined) throw topLevel('BAD_USER_INPUT', `\`${field}\` cannot be followed here.`)
  return topic.open(context, args)
}

async function openRoom(
  app: App,
  log: Log,
  following: Following,
  topic: OpenTopic,
  onEmpty: (room: Room) => void,
): Promise<Room> {
  const { context } = following
  const feed = await app.feeds.open(topic.selection, null)
  const fresh = oncePerTurn(() => withFreshReads(context))
  const room: Room = new Room({
    feed,
    log,
    render: async (event) => {
      const now = fresh()
      const delivery = await topic.change(now, event)
      return delivery === null
        ? null
        : { text: await render(following, now, delivery, event.cursor), isLast: delivery.isLast }
    },
    areRightsTheSame: async () => (await readAccess(app, context.caller, 'never')).key === context.access.key,
    dismiss: (seat) => dismiss(app, following, context.caller, seat),
    onEmpty: () => onEmpty(room),
  })
  return room
}

type Place = { readonly cursor: string; readonly at: Date }

type CatchingUp = {
  readonly app: App
  readonly following: Following
  readonly topic: OpenTopic
  readonly seat: Seat
  /** The room gives everything after this cursor. */
  readonly position: string
}

/** What comes before the room's messages: the present state, or what happened since the reader's cursor. */
async function catchUp({ app, following, topic, seat, position }: CatchingUp): Promise<void> {
  const { prepared, lastEventId } = following
  const given = prepared.args['after']
  const after = typeof given === 'string' ? given : lastEventId
  const place = { cursor: position, at: new Date() }
  const tell = async (
    deliver: (context: Context) => Promise<Delivery | null>,
    cursor: string,
  ): Promise<Delivery | null> => {
    const now = withFreshReads(following.context)
    const delivery = await deliver(now)
    if (delivery !== null) seat.tell(await render(following, now, delivery, cursor))
    return delivery
  }
  const isKnown = after !== null && (await canResume(app.db, topic.selection, after))
  let isOver = false
  if (isKnown) {
    for await (const event of eventsBetween(app, topic, after, position)) {
      if (seat.isOver) return
      isOver = (await tell((context) => topic.change(context, event), event.cursor))?.isLast === true || isOver
    }
    isOver ||= await hasEnded(app, following, topic, place)
  } else {
    if (after !== null) await tell((context) => topic.expired(place, context), position)
    isOver = (await tell((context) => topic.present(context, place), position))?.isLast === true
  }
  seat.open()
  if (isOver) seat.end('complete')
}

/** True if what is followed came to its end before the reader's cursor, so that nothing will come any more. */
async function hasEnded(app: App, { context }: Following, topic: OpenTopic, place: Place): Promise<boolean> {
  const { isLast } = await topic.present(withFreshReads(context), place)
  if (!isLast) return false
  const range = { after: place.cursor, until: null, limit: 1 }
  return (await readEvents(app.db, topic.selection, range)).length === 0
}

async function* eventsBetween(
  app: App,
  { selection }: OpenTopic,
  after: string,
  until: string,
): AsyncGenerator<StoredEvent> {
  for (let from = after; ;) {
    const events = await readEvents(app.db, selection, { after: from, until, limit: pageSize })
    yield* events.filter((event) => isSelected(selection, event))
    const newest = events.at(-1)
    if (newest === undefined || events.length < pageSize) return
    from = newest.cursor
  }
}

/**
 * One context for the events that come in one turn of the event loop: all of them are committed by then, so what is
 * read for one is right for the others, and is read once.
 */
function oncePerTurn(make: () => Context): () => Context {
  let made: Context | null = null
  return () => {
    if (made !== null) return made
    setImmediate(() => {
      made = null
    })
    return (made = make())
  }
}

/** The rights are those of the stream; what is read is read anew for every event. */
function withFreshReads(context: Context): Context {
  return { ...context, load: createLoaders(context.app.db) }
}

async function render({ prepared }: Following, context: Context, { value }: Delivery, cursor: string): Promise<string> {
  const { schema, document, operationName, variables, field } = prepared
  const result: ExecutionResult = await execute({
    schema,
    document,
    rootValue: { [field]: value },
    contextValue: context,
    variableValues: variables,
    operationName,
  })
  const errors = maskErrors(result.errors, context.app.log, context.requestId)
  const extensions = { cursor, position: Number(cursor) }
  return JSON.stringify({ data: result.data, ...(errors === undefined ? {} : { errors }), extensions })
}

/** The rights changed: who still may follow opens again under a new key, everybody else is told why not. */
async function dismiss(app: App, { prepared, context }: Following, caller: Caller, seat: Seat): Promise<void> {
  const access = await readAccess(app, caller, 'never')
  try {
    await openTopic(prepared, { ...context, access, load: createLoaders(app.db) })
    seat.tell(JSON.stringify({ extensions: { accessKey: access.key } }))
    seat.cut('again')
  } catch (error) {
    // What could not be asked refuses nobody.
    if (!(error instanceof GraphQLError)) throw error
    app.log.debug({ err: error }, 'a reader may not follow any more')
    seat.tell(JSON.stringify({ data: null, errors: [noMore(access)] }))
    seat.cut('complete')
  }
}
