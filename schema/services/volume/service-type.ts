import { z } from 'zod'
import { step, variable } from '../common.ts'
import { quantity } from '../quantity.ts'
import type { ServiceType } from '../service-type.ts'

/** Storage that outlives the pods, mounted where the component says. */
export const serviceType: ServiceType = {
  type: 'volume',
  title: { en: 'Volume', nl: 'Volume' },
  summary: {
    en: 'A folder that outlives restarts and new versions of the component.',
    nl: 'Een map die herstarts en nieuwe versies van de component overleeft.',
  },
  notes: [
    {
      en: 'A component with a volume has one replica, and the old pod stops before the new one starts, unless the class of the volume is shared.',
      nl: 'Een component met een volume heeft één replica, en de oude pod stopt voordat de nieuwe start, tenzij de klasse van het volume gedeeld is.',
    },
    { en: 'A volume can grow and never shrink.', nl: 'Een volume kan groeien en nooit krimpen.' },
  ],
  settings: z.strictObject({
    size: quantity().default('1Gi').describe('How much it can hold, such as 2Gi; it can grow later.'),
    class: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/)
      .max(253)
      .optional()
      .describe('Storage class of the cluster; its default if absent.'),
  }),
  settingTexts: {
    size: {
      en: 'How much it can hold, such as 2Gi; it can grow later.',
      nl: 'Hoeveel erin past, bijvoorbeeld 2Gi; het kan later groeien.',
    },
    class: {
      en: 'Storage class of the cluster; its default if absent.',
      nl: 'Opslagklasse van het cluster; zonder keuze de standaardklasse.',
    },
  },
  overridable: ['size', 'class'],
  quantities: ['size'],
  growing: ['size'],
  example: { service: 'archive', settings: { size: '2Gi' } },
  data: true,
  sharedUnit: null,
  steps: [
    step(
      'claim',
      ['namespace'],
      (service) => ({ en: `Claim the volume "${service}"`, nl: `Het volume "${service}" aanvragen` }),
      {
        removalTitle: (service) => ({
          en: `Remove the volume "${service}"`,
          nl: `Het volume "${service}" verwijderen`,
        }),
      },
    ),
  ],
  outputs: { path: { secret: false } },
  variables: [
    variable('DATA_PATH', 'path', { en: 'Path of the first volume.', nl: 'Pad van het eerste volume.' }),
    variable('<NAME>_PATH', 'path', { en: 'Path of this volume.', nl: 'Pad van dit volume.' }),
  ],
  caVariable: null,
  network: 'none',
  mountable: true,
  // Of the classes that a cluster offers, the first is its default.
  exclusive: ({ class: chosen }, offer) => {
    const name = typeof chosen === 'string' ? chosen : offer?.choices['class']?.[0]
    return name === undefined || !(offer?.choices['sharedClass'] ?? []).includes(name)
  },
  exposure: () => null,
  deletion: {
    en: 'The claim is kept for the retention time, then removed with what it holds. With "delete" at once.',
    nl: 'De claim blijft de bewaartermijn bestaan en wordt dan met zijn inhoud verwijderd. Met "delete" meteen.',
  },
  proof: null,
  people: false,
}
