import { generateKeyPair } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runProgram } from '../run/run-program.ts'

export type ControlPlaneKeys = {
  /** Signs the tokens of service accounts. */
  readonly accountKey: string
  readonly accountPublicKey: string
  /** What the API server shows to kubelets, which take its own certificate for their authority. */
  readonly kubeletClientKey: string
  readonly kubeletClientCertificate: string
}

/** Makes the keys of a control plane; the API server makes its own certificate itself. */
export async function makeKeys(folder: string): Promise<ControlPlaneKeys> {
  const keys = {
    accountKey: join(folder, 'service-accounts.key'),
    accountPublicKey: join(folder, 'service-accounts.pub'),
    kubeletClientKey: join(folder, 'kubelet-client.key'),
    kubeletClientCertificate: join(folder, 'kubelet-client.crt'),
  }
  await Promise.all([makeAccountKeys(keys), makeKubeletClient(keys)])
  return keys
}

async function makeAccountKeys({ accountKey, accountPublicKey }: ControlPlaneKeys): Promise<void> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  await writeFile(accountKey, privateKey, { mode: 0o600 })
  await writeFile(accountPublicKey, publicKey)
}

async function makeKubeletClient({ kubeletClientKey, kubeletClientCertificate }: ControlPlaneKeys): Promise<void> {
  const subject = ['-subj', '/O=system:masters/CN=apiserver-kubelet-client']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const files = ['-keyout', kubeletClientKey, '-out', kubeletClientCertificate]
  // openssl makes the key's file readable for its owner only
  await runProgram('openssl', ['req', '-x509', '-days', '30', ...curve, ...subject, ...files])
}
