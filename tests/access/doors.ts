import { Agent, fetch } from 'undici'
import { readAnswer, type Answer, type Ask } from './walk.ts'

/** How long a stream may be still before everything that happened so far has come. */
const stillMs = 700

/** Asks the public graph as one caller, over HTTP, and over SSE what is followed. */
export function asking(url: string, token: string | null, from: string): Ask {
  const dispatcher = new Agent({ localAddress: from })
  return async (document) => {
    const isStream = document.trimStart().startsWith('subscription')
    const gone = new AbortController()
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: isStream ? 'text/event-stream' : 'application/graphql-response+json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: document }),
      signal: gone.signal,
      dispatcher,
    })
    const isEvents = response.headers.get('content-type')?.startsWith('text/event-stream') === true
    if (!isEvents || response.body === null) return [readAnswer(await response.text())]
    try {
      return await eventsOf(response.body)
    } finally {
      gone.abort()
    }
  }
}

/** The results of a stream until it ends or is still. */
async function eventsOf(body: AsyncIterable<Uint8Array>): Promise<readonly Answer[]> {
  const decoder = new TextDecoder()
  const chunks = body[Symbol.asyncIterator]()
  const answers: Answer[] = []
  let text = ''
  for (;;) {
    const still = Promise.withResolvers<null>()
    const timer = setTimeout(() => still.resolve(null), answers.length === 0 ? 10 * stillMs : stillMs)
    const read = await Promise.race([chunks.next(), still.promise])
    clearTimeout(timer)
    if (read === null || read.done === true) return answers
    text += decoder.decode(read.value, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = /^data: (.+)$/m.exec(block)?.[1]
      if (/^event: next$/m.test(block) && data !== undefined) answers.push(readAnswer(data))
      if (/^event: complete$/m.test(block)) return answers
    }
  }
}
