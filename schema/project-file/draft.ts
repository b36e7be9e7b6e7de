import type { Catalogue } from '../services/service-type.ts'
import type { Finding, Path, Remark } from './finding.ts'
import { valueAt } from './issues.ts'
import type { ProjectFile } from './model.ts'

/** A project file on its way to be one: what could be read of it, and what was refused already. */
export type Draft = {
  readonly file: ProjectFile
  readonly catalogue: Catalogue
  /** Names of a top-level map as they were written, those of refused entries included. */
  readonly names: (map: 'services' | 'components' | 'deployments' | 'registries') => readonly string[]
  /** The keys of any map as they were written; empty where none stands. */
  readonly keysAt: (path: Path) => readonly string[]
  /** True if nothing at, above or below a path was refused, so a rule about it as a whole can speak. */
  readonly isSound: (path: Path) => boolean
}

/** A rule over the whole file: what is wrong, and what is worth knowing. */
export type Rule = (draft: Draft) => { readonly findings: readonly Finding[]; readonly remarks: readonly Remark[] }

/** A rule that refuses and has nothing else to say. */
export function refusing(find: (draft: Draft) => readonly Finding[]): Rule {
  return (draft) => ({ findings: find(draft), remarks: [] })
}

/** Makes a draft of what was read (`file`) of what was written (`written`). */
export function draftOf(file: ProjectFile, written: unknown, refused: readonly Path[], catalogue: Catalogue): Draft {
  const texts = refused.map((path) => path.map(String))
  const keysAt = (path: Path): readonly string[] => {
    const value = valueAt(written, path)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
  }
  return {
    file,
    catalogue,
    names: (map) => keysAt([map]),
    keysAt,
    isSound: (path) => {
      const own = path.map(String)
      return !texts.some((other) => own.every((step, index) => index >= other.length || other[index] === step))
    },
  }
}
