import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { V1Ingress } from '@kubernetes/client-node'
import { isThere } from '@operations-manager/sandbox/state/is-there.ts'
import { issue, makeAuthority, type Certificate } from '../trust/authority.ts'
import { certificateFiles, issueInto, putCertificate, type CertificateFiles } from '../trust/trust.ts'
import { isHost } from './routes.ts'

/** The name by which an Ingress asks for a certificate of the testbed's authority. */
export const issuerName = 'testbed'

/** The hosts for which certificates are asked for, as cert-manager is asked. */
export function hostsToCertify(ingresses: readonly V1Ingress[]): readonly string[] {
  const asking = ingresses.filter(
    ({ metadata }) => metadata?.annotations?.['cert-manager.io/cluster-issuer'] === issuerName,
  )
  const hosts = asking.flatMap(({ spec }) => (spec?.tls ?? []).flatMap((tls) => tls.hosts ?? []))
  return Array.from(new Set(hosts.filter(isHost))).toSorted()
}

/** The certificates of one cluster's proxy. */
export type ProxyCertificates = {
  /** Shown for a host for which none was asked; nobody trusts it. */
  readonly fallback: CertificateFiles
  /** Of each host, issued at once if it is not there yet. */
  readonly of: (hosts: readonly string[]) => Promise<ReadonlyMap<string, CertificateFiles>>
}

/** Does what an issuer and its secrets do in a cluster. */
export async function openProxyCertificates(folder: string, authority: Certificate): Promise<ProxyCertificates> {
  const fallback = join(folder, 'fallback')
  await mkdir(fallback, { recursive: true, mode: 0o700 })
  await putCertificate(fallback, await issue(await makeAuthority('nobody'), { names: ['fallback.invalid'] }))
  return {
    fallback: certificateFiles(fallback),
    of: async (hosts) => {
      const found = hosts.map(async (host) => {
        const own = join(folder, 'hosts', host)
        const files = certificateFiles(own)
        if (!(await isThere(files.certificateFile))) await issueInto(own, authority, { names: [host] })
        return [host, files] as const
      })
      return new Map(await Promise.all(found))
    },
  }
}
