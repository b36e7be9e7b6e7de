import { watch } from 'node:fs'
import { join } from 'node:path'
import type { Program } from '../programs/program.ts'
import type { ProgramName } from '../programs/settings.ts'
import { programsOf, sourceFolders } from './programs-of.ts'

type Options = {
  readonly root: string
  readonly program: (name: ProgramName) => Program
  readonly say: (line: string) => void
}

/** An editor writes a file in several steps, and often several files. */
const settledMs = 200

/** Begins programs anew when a file that they are made of changed. Answers how to end that. */
export function reloadOnChange({ root, program, say }: Options): () => void {
  const changed = new Set<ProgramName>()
  let timer: NodeJS.Timeout | undefined
  const reload = async (): Promise<void> => {
    const names = [...changed]
    changed.clear()
    say(`Starting anew: ${names.join(', ')}`)
    // A program that cannot begin says so itself, and is tried again as after any end.
    await Promise.all(names.map((name) => program(name).restart()))
  }
  const watchers = sourceFolders.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, path) => {
      for (const name of path === null ? [] : programsOf(folder, path)) changed.add(name)
      clearTimeout(timer)
      if (changed.size > 0) timer = setTimeout(() => void reload(), settledMs)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
