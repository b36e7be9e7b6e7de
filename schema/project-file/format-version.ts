import type { Finding } from './finding.ts'
import { valueAt } from './issues.ts'
import { apiVersion } from './model.ts'
import { nearest } from './suggest.ts'

/** What is wrong with the version of a file, and whether reading on makes sense. */
export type FormatFinding = { readonly finding: Finding; readonly stops: boolean }

/** Looks at `apiVersion` before anything else: the rules for a file of another version are not known here. */
export function formatFinding(value: unknown): FormatFinding | null {
  if (value === null || value === undefined) {
    const message = `The file is empty. Begin with \`apiVersion: ${apiVersion}\` and \`name: …\`.`
    return { finding: { code: 'VALUE_MISSING', path: [], message }, stops: true }
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    const message = `A project file is a map of keys, and here stands ${Array.isArray(value) ? 'a list' : 'a single value'}. Begin with \`apiVersion: ${apiVersion}\`.`
    return { finding: { code: 'VALUE_INVALID', path: [], message }, stops: true }
  }
  const version = valueAt(value, ['apiVersion'])
  if (version === apiVersion) return null
  if (version !== undefined) return { finding: otherVersion(version), stops: !isMeant(version) }
  if (isOlderFormat(value)) {
    const message = `The file has no \`apiVersion\` and looks like the older format. Import it: each key is carried over, or named with the reason why not.`
    return {
      finding: { code: 'FORMAT_VERSION', path: ['apiVersion'], message, validValues: [apiVersion] },
      stops: true,
    }
  }
  const message = `The file has no \`apiVersion\`. Add the line \`apiVersion: ${apiVersion}\` at its top.`
  return { finding: { code: 'FORMAT_VERSION', path: ['apiVersion'], message, validValues: [apiVersion] }, stops: false }
}

/** True for a document of the older format: it has lists where this one has maps, and keys with hyphens. */
export function isOlderFormat(value: unknown): boolean {
  const lists = ['components', 'deployments'].filter((key) => Array.isArray(valueAt(value, [key])))
  const keys = ['display-name', 'users', 'repositories', 'clusters', 'config'].filter(
    (key) => valueAt(value, [key]) !== undefined,
  )
  return valueAt(value, ['apiVersion']) === undefined && (lists.length > 0 || keys.length > 1)
}

function otherVersion(version: unknown): Finding {
  const newer = typeof version === 'string' && /^operations-manager\/v([2-9]|\d{2,})$/.test(version)
  const older = typeof version === 'string' && /^operations-manager\/v(0|1(alpha|beta)\d*)$/.test(version)
  let message = `${JSON.stringify(version)} is no version of this format. Write \`apiVersion: ${apiVersion}\`.`
  if (newer)
    message = `The file has the version ${version}, which this installation does not know yet. Update the installation, or write the file as ${apiVersion}.`
  if (older)
    message = `The file has the version ${version}, which is no longer read. Write \`apiVersion: ${apiVersion}\` and mend what is reported then.`
  return { code: 'FORMAT_VERSION', path: ['apiVersion'], message, validValues: [apiVersion] }
}

// A typing mistake in this version: the rest of the file can be checked all the same.
function isMeant(version: unknown): boolean {
  return (
    typeof version === 'string' &&
    !/^operations-manager\/v[02-9]/.test(version) &&
    nearest(version, [apiVersion]).meant !== null
  )
}
