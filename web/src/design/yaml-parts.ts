export type YamlPart = { readonly kind: 'key' | 'comment' | 'text'; readonly text: string }

const keyed = /^(\s*(?:- )*)((?:"[^"]*"|'[^']*'|[^\s#"'][^#]*?)?)(:)(\s.*|)$/

/** One line of block YAML in parts that are set apart: its key, a comment, the rest. Joined they are the line. */
export function yamlParts(line: string): readonly YamlPart[] {
  if (/^\s*#/.test(line)) return [{ kind: 'comment', text: line }]
  const match = keyed.exec(line)
  const [, indent = '', key = '', colon = '', rest = ''] = match ?? []
  if (match === null || key === '') return [{ kind: 'text', text: line }]
  const parts: readonly YamlPart[] = [
    { kind: 'text', text: indent },
    { kind: 'key', text: key },
    { kind: 'text', text: `${colon}${rest}` },
  ]
  return parts.filter(({ text }) => text !== '')
}
