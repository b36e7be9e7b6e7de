import type { GraphRequest } from './request-of.ts'

/** A document for any GraphQL client, and below it, as a remark, the variables to send with it. */
export function asGraphql({ query, variables }: GraphRequest): string {
  if (Object.keys(variables).length === 0) return `${query}\n`
  const remark = JSON.stringify(variables, null, 2)
    .split('\n')
    .map((line) => `# ${line}`)
  return `${query}\n\n# Variables:\n${remark.join('\n')}\n`
}

/** A command for a POSIX shell; the token is the reader's to set, and is never in it. */
export function asCurl(url: string, { query, variables }: GraphRequest): string {
  return [
    `curl --fail-with-body ${quoted(url)}`,
    `--header 'Content-Type: application/json'`,
    `--header "Authorization: Bearer $TOKEN"`,
    `--data-binary ${quoted(JSON.stringify({ query, variables }))}`,
  ].join(' \\\n  ')
}

/** One word of a shell command, whatever is in it (POSIX, Shell Command Language, 2.2.2). */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
