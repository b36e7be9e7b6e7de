import type { Testbed } from '../testbed.ts'
import { seconds, type Timetable } from './timetable.ts'
import type { Walked } from './walk.ts'

/** How it went, in the end: what was proved, what was not, and how long everything took. */
export function summary(
  { verdict, installToProofMs }: Pick<Walked, 'verdict' | 'installToProofMs'>,
  timetable: Timetable,
): readonly string[] {
  const { fromWorkload, fromBackend, faults } = verdict
  const proved =
    faults.length === 0
      ? `Proven: everything that the workloads reach, by ${fromWorkload} proofs made from where they stand (WORKLOAD).`
      : 'Not everything was proved:'
  const beside = `The backend made ${fromBackend} more from its own place: of accounts before pods use them, images, the address.`
  return [
    '',
    proved,
    ...(faults.length === 0 ? [beside] : faults.map((fault) => `  ✗ ${fault}`)),
    '',
    ...timetable.lines.map((line) => `  ${line}`),
    '',
    `From helm install to the first proven deployment: ${seconds(installToProofMs)}`,
  ]
}

/** Where one can look at what was made. */
export function placesToLook(
  { access: { clusters, services }, logFolder }: Pick<Testbed, 'access' | 'logFolder'>,
  { center: { sandbox, dataFolder }, address }: Pick<Walked, 'center' | 'address'>,
): readonly string[] {
  const { web, graphql } = sandbox.addresses
  const rows = [
    ['pages', web === null ? 'left out' : `${web}  (alice owns the kiosk, carol operates)`],
    ...(address === null ? [] : [['application', address]]),
    ['GraphQL API', graphql],
    ['a token', `DATA_DIR=${dataFolder} npm run --silent token -- alice`],
    ...clusters.map(({ kubeconfig }) => ['kubeconfig', kubeconfig]),
    ...(services.tls === null ? [] : [['authority', `${services.tls.authorityFile}  (who signed the certificates)`]]),
    ['logs', `${logFolder}, ${dataFolder}/logs`],
  ]
  return ['', ...rows.map(([name = '', where = '']) => `  ${name.padEnd(13)}${where}`), '', endWords]
}

const endWords = 'Ctrl-C ends it; nothing of it is kept.'
