import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { generate } from 'selfsigned'
import { keyHash } from '@operations-manager/runtime/tls/key-hash.ts'
import type { SandboxConfig } from '../config.ts'
import { isThere } from '../state/is-there.ts'

/** How the gateway asks a cluster: at its own address, there by the one key that it may have, or over its link. */
export type ClusterWay = 'http' | 'https' | 'link'

/** The files of a cluster's server: its key, and the certificate of it, which nobody else signed. */
export type CertificateFiles = { readonly certificate: string; readonly key: string }

type Ways = Pick<SandboxConfig, 'dataFolder' | 'clusterWay'>

/** Where the certificate of a cluster is that is asked by its key; `null` where it needs none. */
export function certificateFiles({ dataFolder, clusterWay }: Ways, name: string): CertificateFiles | null {
  if (clusterWay !== 'https') return null
  const folder = join(dataFolder, 'certificates')
  return { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) }
}

/** The address to register a cluster with. Makes the certificate whose key it names, if that is not there yet. */
export async function clusterAddress(config: Ways, name: string, port: number): Promise<string> {
  const place = `127.0.0.1:${port}/graphql`
  const files = certificateFiles(config, name)
  if (files === null) return config.clusterWay === 'link' ? 'link:' : `http://${place}`
  if (!(await isThere(files.certificate))) await makeCertificate(files, name)
  return `https://${place}#sha256//${keyHash(new X509Certificate(await readFile(files.certificate)))}`
}

const years = 10

/** The certificate last and by its name at once: where it is, its key is too. */
async function makeCertificate({ certificate, key }: CertificateFiles, name: string): Promise<void> {
  const notAfterDate = new Date()
  notAfterDate.setFullYear(notAfterDate.getFullYear() + years)
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notAfterDate,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  })
  await mkdir(dirname(certificate), { recursive: true, mode: 0o700 })
  await writeFile(key, made.private, { mode: 0o600 })
  await writeFile(`${certificate}.new`, made.cert)
  await rename(`${certificate}.new`, certificate)
}
