// Folders that an image or Kubernetes itself needs as they are; `/tmp`, `/var/lib/…`, `/opt/…` and the like are fine.
const systemFolders = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib64',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
]
const systemFoldersAlone = ['/home', '/opt', '/var', '/srv']

/** Why a text is no path of a URL and what to write instead, or null. */
export function explainUrlPath(path: string): string | null {
  if (!path.startsWith('/')) return `"${path}" does not begin with a slash. Write "/${path}".`
  if (path.includes('?') || path.includes('#')) return `"${path}" has a query or fragment. Write the path alone.`
  if (!/^[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*$/.test(path)) {
    return `"${path}" has characters that a URL's path does not have. Write them percent-encoded.`
  }
  if (path.includes('//') || /(^|\/)\.\.?(\/|$)/.test(path)) {
    return `"${path}" has empty parts, "." or "..". Write the path that is meant.`
  }
  return null
}

/** Why nothing can be mounted at this path and what to write instead, or null. */
export function explainMountPath(path: string): string | null {
  if (!path.startsWith('/')) return `"${path}" is not absolute. Write "/${path}".`
  if (path === '/')
    return 'Nothing can be mounted at "/", because that is the image itself. Write a folder such as /data.'
  // oxlint-disable-next-line no-control-regex -- exactly these must not be in a path
  if (/[\u0000-\u001f\u007f:]/.test(path))
    return `"${path}" has a colon or a control character, which a mount path cannot have.`
  const normal = normalise(path)
  if (normal !== path) return `"${path}" is not written in its shortest form. Write "${normal}".`
  const system = systemFolders.find((folder) => path === folder || path.startsWith(`${folder}/`))
  if (system !== undefined)
    return `"${path}" is in ${system}, which belongs to the image. Write a folder such as /data.`
  if (systemFoldersAlone.includes(path))
    return `"${path}" would hide a folder of the image. Write one below it, such as ${path}/data.`
  return null
}

/** True if one path is inside the other, or they are the same. */
export function isNested(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)
}

function normalise(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') parts.pop()
    else parts.push(part)
  }
  return `/${parts.join('/')}`
}
