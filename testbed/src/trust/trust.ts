import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { issue, makeAuthority, type Certificate, type CertificateWish } from './authority.ts'

/** The certificate authority of a testbed's servers, in the run's folder. */
export type Trust = {
  readonly authority: Certificate
  /** The certificate of the authority, for those who are to trust it. */
  readonly authorityFile: string
  /** Its key, which only the owner of the testbed reads: to issue what a test wants. */
  readonly keyFile: string
}

/** Makes an authority for the servers of a run. */
export async function makeTrust(runFolder: string): Promise<Trust> {
  const folder = join(runFolder, 'trust')
  await mkdir(folder, { mode: 0o755 })
  const authority = await makeAuthority('the testbed')
  const [authorityFile, keyFile] = [join(folder, 'authority.crt'), join(folder, 'authority.key')]
  await writeFile(authorityFile, authority.certificate, { mode: 0o644 })
  await writeFile(keyFile, authority.key, { mode: 0o600 })
  return { authority, authorityFile, keyFile }
}

/** The authority of a testbed that another process started. */
export async function readAuthority({ authorityFile, keyFile }: Omit<Trust, 'authority'>): Promise<Certificate> {
  const [certificate, key] = await Promise.all([readFile(authorityFile, 'utf8'), readFile(keyFile, 'utf8')])
  return { certificate, key }
}

/** Where a server reads its certificate: the files are named as MinIO wants them. */
export type CertificateFiles = { readonly certificateFile: string; readonly keyFile: string }

export function certificateFiles(folder: string): CertificateFiles {
  return { certificateFile: join(folder, 'public.crt'), keyFile: join(folder, 'private.key') }
}

/** Issues a certificate into a new folder. */
export async function issueInto(folder: string, authority: Certificate, wish: CertificateWish): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 })
  await putCertificate(folder, await issue(authority, wish))
}

/** Writes into the files that are there, so that their owner and rights stay: a server may run as somebody else. */
export async function putCertificate(folder: string, { certificate, key }: Certificate): Promise<void> {
  const files = certificateFiles(folder)
  await writeFile(files.keyFile, key, { mode: 0o600 })
  await writeFile(files.certificateFile, certificate, { mode: 0o644 })
}
