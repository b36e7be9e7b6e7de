import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { sealText } from '../sealing/envelope.ts'
import { catalogue } from '../services/catalogue.ts'
import type { ProjectFile } from './model.ts'
import { readProjectFile } from './read.ts'

/** Sections of a small valid project file, each to be replaced by a test. The lines have no indentation of their own. */
export type Sections = {
  readonly head?: string
  readonly members?: string
  readonly registries?: string
  readonly services?: string
  readonly components?: string
  readonly deployments?: string
  readonly sealed?: string
}

const usual: Sections = {
  head: 'apiVersion: operations-manager/v1\nname: shop',
  members: '- { email: alice@example.org, role: owner }',
  services: 'orders: { type: postgresql }',
  components: 'web:\n  image: a/b:1\n  port: 8080\n  uses: [orders]',
  deployments: 'live: { cluster: cluster-a }',
}

/** The text of a project file of these sections. */
export function aProjectText(sections: Sections = {}): string {
  const { head, ...maps } = { ...usual, ...sections }
  const parts = (['members', 'registries', 'services', 'components', 'deployments', 'sealed'] as const).flatMap(
    (key) => {
      const text = maps[key]
      return text === undefined || text === '' ? [] : [`${key}:\n${text.replace(/^/gm, '  ')}`]
    },
  )
  return [head, ...parts, ''].join('\n')
}

/** A project file of these sections, which has to be valid. */
export function aProjectFile(sections: Sections = {}): ProjectFile {
  const read = readProjectFile(aProjectText(sections), catalogue)
  if (!read.ok) throw new Error(read.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'))
  return read.file
}

/** A text without its mark `‸`, and the place where the mark stood. */
export function marked(text: string): { readonly text: string; readonly line: number; readonly column: number } {
  const index = text.indexOf('‸')
  if (index < 0) throw new Error(`no mark in:\n${text}`)
  const lines = text.slice(0, index).split('\n')
  return { text: text.replace('‸', ''), line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}

/** A sealed value, ready to stand behind the key of `sealed` in a text. */
export async function anEnvelope(): Promise<string> {
  const recipient = await identityToRecipient(await generateX25519Identity())
  return `|-\n${(await sealText('x', [recipient])).replace(/^/gm, '  ')}`
}
