import { z } from 'zod'
import { variable } from '../common.ts'
import { quantity } from '../quantity.ts'
import type { ServiceType } from '../service-type.ts'

/** Disk space that lives as long as its pod. */
export const serviceType: ServiceType = {
  type: 'scratch',
  title: { en: 'Scratch space', nl: 'Tijdelijke ruimte' },
  summary: {
    en: 'An empty folder for each pod, gone with the pod.',
    nl: 'Een lege map voor elke pod, weg zodra de pod weg is.',
  },
  notes: [],
  settings: z.strictObject({
    size: quantity().default('500Mi').describe('How much it can hold, such as 500Mi.'),
  }),
  settingTexts: {
    size: { en: 'How much it can hold, such as 500Mi.', nl: 'Hoeveel erin past, bijvoorbeeld 500Mi.' },
  },
  overridable: ['size'],
  quantities: ['size'],
  example: { service: 'cache', settings: { size: '500Mi' } },
  data: false,
  sharedUnit: null,
  // The pods bring it with them, so there is nothing to set up, to prove or to remove.
  steps: [],
  outputs: { path: { secret: false } },
  variables: [
    variable('TEMP_PATH', 'path', { en: 'Path of the first one.', nl: 'Pad van de eerste.' }),
    variable('<NAME>_PATH', 'path', { en: 'Path of this one.', nl: 'Pad van deze.' }),
  ],
  caVariable: null,
  network: 'none',
  mountable: true,
  exclusive: () => false,
  exposure: () => null,
  deletion: { en: 'It holds nothing that lasts.', nl: 'Er staat niets blijvends in.' },
  proof: null,
  people: false,
}
