import type { Trial } from './trial.ts'

/** What a trial tries, as a sentence. */
export function triedOf(trial: Trial): string {
  switch (trial.type) {
    case 'service':
      return `Use the service "${trial.service}".`
    case 'call':
      return `Call "${trial.component}" at ${trial.host}:${trial.port}.`
    case 'egress':
      return `Open ${trial.host}:${trial.port}.`
    default:
      return trial satisfies never
  }
}
