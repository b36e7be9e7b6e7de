import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cache } from '../build/cache.ts'
import { buildGoModule } from '../build/go-module.ts'

const version = '1.37.2'

/** Every program of Kubernetes as one binary; the name that it is called by picks the program. */
export async function buildKubernetes(cache: Cache): Promise<string> {
  const [major, minor] = version.split('.')
  const variable = 'k8s.io/component-base/version'
  return await buildGoModule(cache, {
    part: 'kubernetes',
    version,
    // Without a version in it clients cannot read what the server says of itself.
    ldflags: [
      `-X ${variable}.gitVersion=v${version}`,
      `-X ${variable}.gitMajor=${major}`,
      `-X ${variable}.gitMinor=${minor}`,
    ],
    firstTime: '6 to 9 minutes',
  })
}

const programs = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
  'kubelet',
  'kubectl',
] as const

/** The path of each program of Kubernetes. */
export type KubernetesPrograms = Readonly<Record<(typeof programs)[number], string>>

/** Gives the binary its six names in a folder. */
export async function nameKubernetes(binary: string, folder: string): Promise<KubernetesPrograms> {
  await mkdir(folder, { recursive: true })
  const named = programs.map(async (name) => {
    await symlink(binary, join(folder, name))
    return [name, join(folder, name)] as const
  })
  // a total record: one entry for each of the names
  return Object.fromEntries(await Promise.all(named)) as Record<(typeof programs)[number], string>
}
