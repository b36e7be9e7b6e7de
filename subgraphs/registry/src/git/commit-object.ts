import type { Author } from './edit.ts'

/** A commit as Git stores it. */
export type CommitObject = {
  readonly parents: readonly string[]
  readonly author: Author
  readonly committer: Author
  /** When it was committed. */
  readonly at: Date
  /** The message without our trailer. */
  readonly message: string
  readonly operationTrailer: string | null
  readonly isSigned: boolean
}

const trailer = /^Operation: ([0-9A-Za-z_-]{1,100})$/

/** Reads a commit object: headers, an empty line, the message. */
export function parseCommit(text: string): CommitObject {
  const end = text.indexOf('\n\n')
  const headers = (end < 0 ? text : text.slice(0, end)).split('\n')
  const lines = (end < 0 ? '' : text.slice(end + 2)).trimEnd().split('\n')
  const valueOf = (key: string): string =>
    headers.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? ''
  const committer = parsePerson(valueOf('committer'))
  // The last line only: ours is always added at the very end.
  const operation = trailer.exec(lines.at(-1) ?? '')?.[1] ?? null
  return {
    parents: headers.filter((line) => line.startsWith('parent ')).map((line) => line.slice('parent '.length)),
    author: parsePerson(valueOf('author')).person,
    committer: committer.person,
    at: committer.at,
    message: (operation === null ? lines : lines.slice(0, -1)).join('\n').trimEnd(),
    operationTrailer: operation,
    isSigned: headers.some((line) => line.startsWith('gpgsig')),
  }
}

function parsePerson(line: string): { person: Author; at: Date } {
  const match = /^(.*?) ?<([^>]*)> (\d+) [+-]\d{4}$/.exec(line)
  const [, name = '', email = '', seconds = '0'] = match ?? []
  return { person: { name, email }, at: new Date(Number(seconds) * 1000) }
}

/** A person as Git can hold one: no line ends, no angle brackets, never empty. */
export function cleanAuthor(author: Author): Author {
  const clean = (text: string): string =>
    text
      // oxlint-disable-next-line no-control-regex -- control characters are what has to go
      .replaceAll(/[\u0000-\u001f\u007f<>]/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, 200)
  return { name: clean(author.name) || 'unknown', email: clean(author.email).replaceAll(' ', '') || 'unknown@invalid' }
}

/** The whole message of our commit. Lines that look like our trailer are taken out of what people wrote. */
export function messageWithTrailer(message: string, operation: string): string {
  const lines = message
    .replaceAll('\r', '')
    .replaceAll('\u0000', '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => !/^operation\s*:/i.test(line))
  const text = lines.join('\n').trim() || 'Change the project'
  const whole = `${text}\n\nOperation: ${operation}\n`
  if (!trailer.test(`Operation: ${operation}`)) throw new Error(`"${operation}" is no operation id`)
  return whole
}
