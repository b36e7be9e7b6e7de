import type { Remark, Path } from '../finding.ts'
import type { Draft, Rule } from '../draft.ts'
import { parseImage } from '../image.ts'
import { runsAsRoot } from '../root-images.ts'

/** Images: what runs stays the same until the file changes, and can be started. */
export const images: Rule = (draft) => ({
  findings: [],
  remarks: imagesOf(draft).flatMap(({ image, path }) => [...unpinned(image, path), ...root(image, path)]),
})

function imagesOf({ file }: Draft): readonly { readonly image: string; readonly path: Path }[] {
  return [
    ...Object.entries(file.components).map(([name, { image }]) => ({ image, path: ['components', name, 'image'] })),
    ...Object.entries(file.deployments).flatMap(([deployment, { components }]) =>
      Object.entries(components).flatMap(([name, { image }]) =>
        image === null ? [] : [{ image, path: ['deployments', deployment, 'components', name, 'image'] }],
      ),
    ),
  ]
}

function unpinned(image: string, path: Path): readonly Remark[] {
  const reference = parseImage(image)
  if (reference === null || reference.digest !== null) return []
  if (reference.tag !== null && reference.tag !== 'latest') return []
  const what = reference.tag === null ? 'has no tag, which means "latest"' : 'has the tag "latest"'
  const message = `The image "${image}" ${what}: what runs can change without a change here. Name a version or a digest.`
  return [{ code: 'IMAGE_UNPINNED', path, message }]
}

function root(image: string, path: Path): readonly Remark[] {
  if (!runsAsRoot(image)) return []
  const isNginx = /(^|\/)nginx(:|@|$)/.test(image)
  const hint = isNginx
    ? 'Take nginxinc/nginx-unprivileged with port 8080.'
    : 'Take one that sets another user, or build one with USER.'
  const message = `The image "${image}" is known to run as root, and clusters do not start that. ${hint}`
  return [{ code: 'IMAGE_MAY_RUN_AS_ROOT', path, message }]
}
