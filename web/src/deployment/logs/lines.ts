import type { LogRowFragment } from '../../../generated/graph.ts'

/** So many lines are kept to be looked at; the oldest go first. */
export const mostLines = 10_000
/** A line that comes twice, where reading and following meet, comes within so many lines. */
const nearby = 200

const same = (a: LogRowFragment, b: LogRowFragment): boolean =>
  a.at === b.at && a.pod === b.pod && a.container === b.container && a.text === b.text

/** The lines with those that came since, in the order of time, none twice, and never more than are kept. */
export function withLines(
  lines: readonly LogRowFragment[],
  more: readonly LogRowFragment[],
  most = mostLines,
): readonly LogRowFragment[] {
  const result = [...lines]
  for (const line of more) {
    const recent = result.slice(-nearby)
    if (recent.some((one) => same(one, line))) continue
    // Pods are read side by side, so a line may come a little after a later one of another pod.
    const place = result.findLastIndex(({ at }) => at <= line.at) + 1
    result.splice(place, 0, line)
  }
  return result.slice(-most)
}

export type Segment = { readonly text: string; readonly isFound: boolean }

/** A text in parts: what is looked for, without case, and what is between. Joined they are the text. */
export function segments(text: string, find: string): readonly Segment[] {
  if (find === '') return [{ text, isFound: false }]
  const parts: Segment[] = []
  const [hay, needle] = [text.toLowerCase(), find.toLowerCase()]
  let from = 0
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isFound: false })
    parts.push({ text: text.slice(at, at + needle.length), isFound: true })
    from = at + needle.length
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from), isFound: false })
  return parts
}

export function hasText({ text }: Pick<LogRowFragment, 'text'>, find: string): boolean {
  return find === '' || text.toLowerCase().includes(find.toLowerCase())
}

/** Lines as a file: time, pod and text. */
export function logText(lines: readonly LogRowFragment[]): string {
  return lines.map(({ at, pod, text }) => `${at} ${pod} ${text}\n`).join('')
}
