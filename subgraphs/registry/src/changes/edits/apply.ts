import { editProjectFile } from '@operations-manager/schema/project-file/edit.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import { parseSecretKey, type SecretKey } from '@operations-manager/schema/sealing/keys.ts'
import type { ProjectFiles } from '../../project-files.ts'

/**
 * The text of an applied file. Sealed values are the platform's part of the file, and people apply files that they
 * keep elsewhere, without them: where such a file has no `sealed` at all, the values that it still names are kept.
 */
export function appliedText(text: string, before: string | null, files: ProjectFiles): string {
  if (before === null) return text
  const reading = files.reading(text)
  const known = files.read(before).file?.sealed ?? {}
  // An invalid file is refused as it was written, with its own lines.
  if (!reading.ok || Object.keys(reading.file.sealed).length > 0 || /^sealed\s*:/m.test(text)) return text
  const kept = Object.entries(known).filter(([key]) => isNamed(reading.file, parseSecretKey(key)))
  if (kept.length === 0) return text
  const edited = editProjectFile(text, [{ type: 'set', path: ['sealed'], value: Object.fromEntries(kept) }])
  return edited.ok ? edited.text : text
}

/** Whether the file still has the secret that an envelope is for. */
function isNamed(file: ProjectFile, key: SecretKey | null): boolean {
  switch (key?.type) {
    case undefined:
      return false
    case 'registry':
      return file.registries[key.registry]?.secret === key.name
    case 'component':
      return file.components[key.component]?.secrets.includes(key.name) ?? false
    case 'deployment':
      return (
        Object.hasOwn(file.deployments, key.deployment) &&
        (file.components[key.component]?.secrets.includes(key.name) ?? false)
      )
    default:
      return key satisfies never
  }
}
