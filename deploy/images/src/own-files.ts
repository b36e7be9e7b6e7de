import { dirname, join, relative } from 'node:path'
import type { OutputAsset, OutputChunk, Plugin } from 'rolldown'
import { copyMatching } from './copy-files.ts'
import { repository } from './root.ts'

const place = 'files'
const words = /\bimport\.meta\.(dirname|url)\b/g

/**
 * Lets modules of ours go on finding the files beside them when they are in a bundle: in the image those stand under
 * their path in the repository.
 */
export function ownFiles(declared: readonly string[]) {
  const readers = new Set<string>()
  const plugin: Plugin = {
    name: 'own-files',
    transform: {
      filter: { id: /\.ts$/, code: /\bimport\.meta\b/ },
      handler: (code, id) => {
        const path = relative(repository, id)
        if (path.startsWith('..') || path.includes('node_modules/')) return null
        readers.add(path)
        return code.replaceAll(words, (_, what: string) => (what === 'url' ? urlOf(path) : folderOf(path)))
      },
    },
  }
  return {
    plugin,
    /** Fails where a module that came into the bundle reads beside itself and its files are not declared. */
    check: (output: readonly (OutputChunk | OutputAsset)[]) => {
      const folders = new Set(declared.map((path) => dirname(path)))
      const code = output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n')
      const open = [...readers].filter(
        (path) => !folders.has(dirname(path)) && code.includes(`${place}/${dirname(path)}`),
      )
      if (open.length > 0) throw new Error(`These read beside themselves what is not declared: ${open.join(', ')}.`)
    },
    copyInto: (folder: string) => copyInto(folder, declared),
  }
}

function urlOf(path: string): string {
  return `new URL('${place}/${path}', import.meta.url).href`
}

function folderOf(path: string): string {
  return `(import.meta.dirname + '/${place}/${dirname(path)}')`
}

async function copyInto(folder: string, declared: readonly string[]): Promise<void> {
  for (const pattern of declared) await copyMatching(repository, pattern, join(folder, place))
}
