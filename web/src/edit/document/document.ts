import { isPlainMap, type Plain, type PlainMap } from '@operations-manager/schema/project-file/edit/plain.ts'
import { keyText } from '@operations-manager/schema/project-file/edit/render.ts'
import { reviseYaml } from '@operations-manager/schema/project-file/edit/revise.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import { readYaml } from '@operations-manager/schema/project-file/yaml/read-yaml.ts'
import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml'
import { withValue, type Path } from './value.ts'

/** A text as it was read: what it says (null where that cannot be told), and what is wrong with its YAML. */
export type ReadDocument = { readonly value: PlainMap | null; readonly problems: readonly Problem[] }

/** The text after an edit, or null where it is written in a way that cannot be changed in place. */
export type Edited = string | null

const beginning = 'apiVersion: operations-manager/v1\n'

/** Reads a text in bounded time: what is too large is refused before it is looked into. */
export function readDocument(text: string): ReadDocument {
  if (text.trim() === '') return { value: {}, problems: [] }
  const { file, problems } = readYaml(text)
  const value = file?.value as Plain | undefined // what YAML's core schema can hold
  return { value: isPlainMap(value) ? value : null, problems }
}

/** Puts a value at a path, or takes out what stands there; only that changes, byte for byte. */
export function withEdit(text: string, path: Path, next: Plain | undefined): Edited {
  return revised(text, (value) => withValue(value, path, next))
}

/** Makes the text say something else, touching only what differs. */
export function revised(text: string, change: (value: PlainMap) => Plain): Edited {
  const start = text.trim() === '' ? beginning : text
  const { value } = readDocument(start)
  if (value === null) return null
  const revision = reviseYaml(start, change(value))
  return revision.ok ? revision.text : null
}

/** Gives a thing another name, there and wherever the file names it; null if the file cannot be read. */
export function renamed(text: string, path: Path, to: string): Edited {
  const { file } = readYaml(text)
  const root = file?.root ?? null
  const from = path.at(-1)
  if (root === null || from === undefined) return null
  const spots = [keyAt(root, path), ...references(root, path[0] ?? '', from)].filter((spot) => spot !== null)
  if (spots.length === 0) return null
  return spots
    .map(({ range }) => range ?? null)
    .filter((range) => range !== null)
    .toSorted(([a], [b]) => b - a)
    .reduce((now, [start, end]) => now.slice(0, start) + keyText(to) + now.slice(end), text)
}

/** Where else a file names a component or a service. */
function references(root: Node, section: string, name: string): readonly (Scalar | null)[] {
  if (section !== 'components' && section !== 'services') return []
  const inDeployments = childrenAt(root, ['deployments']).map(([, one]) => keyAt(one, [section, name]))
  const components = childrenAt(root, ['components']).map(([, one]) => one)
  const uses = components.flatMap((one) => childrenAt(one, ['uses']).map(([, use]) => use))
  const word = section === 'services' ? 'service' : 'component'
  const named = uses.map((use) => {
    if (section === 'services' && isScalar(use)) return use
    return childrenAt(use, []).find(([key]) => key === word)?.[1] ?? null
  })
  const inUses = named.map((node) => (isScalar(node) && node.value === name ? node : null))
  const mounts = section === 'services' ? components.map((one) => keyAt(one, ['mounts', name])) : []
  return [...inDeployments, ...inUses, ...mounts]
}

function keyAt(node: Node | null, path: Path): Scalar | null {
  const parent = nodeAt(node, path.slice(0, -1))
  if (!isMap(parent)) return null
  const key = parent.items.map((pair) => pair.key).find((one) => isScalar(one) && String(one.value) === path.at(-1))
  return isScalar(key) ? key : null
}

function nodeAt(node: Node | null, path: Path): Node | null {
  return path.reduce<Node | null>((now, step) => childrenAt(now, []).find(([key]) => key === step)?.[1] ?? null, node)
}

function childrenAt(node: Node | null, path: Path): readonly (readonly [string, Node])[] {
  const at = path.length === 0 ? node : nodeAt(node, path)
  const children: readonly (readonly [string, unknown])[] = isMap(at)
    ? at.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair.value] as const)
    : isSeq(at)
      ? at.items.map((item, index) => [String(index), item] as const)
      : []
  // A parsed document holds nodes and nothing else; the library's types allow plain values as well.
  return children.filter(([, child]) => child !== null).map(([key, child]) => [key, child as Node] as const)
}
