import { z } from 'zod'
import { step, variable } from './common.ts'
import type { ServiceType } from './service-type.ts'

const text = { en: 'x', nl: 'x' }

/** A type that the platform does not have: a message queue. */
export function aServiceType(over: Partial<ServiceType> = {}): ServiceType {
  return {
    type: 'message-queue',
    title: text,
    summary: text,
    notes: [],
    settings: z.strictObject({ size: z.int().default(5) }),
    settingTexts: { size: text },
    overridable: ['size'],
    quantities: [],
    example: { service: 'jobs', settings: {} },
    data: true,
    sharedUnit: null,
    steps: [
      step(
        'queue',
        ['namespace'],
        (name) => ({ en: `Create the queue "${name}"`, nl: `De wachtrij "${name}" maken` }),
        {
          removalTitle: (name) => ({ en: `Remove "${name}"`, nl: `"${name}" verwijderen` }),
        },
      ),
      step('proof', ['queue'], (name) => ({ en: `Prove that "${name}" works`, nl: `Aantonen dat "${name}" werkt` }), {
        proof: true,
      }),
    ],
    outputs: { url: { secret: true } },
    variables: [variable('QUEUE_URL', 'url', text, ['AMQP_URL'])],
    caVariable: null,
    network: 'backend',
    mountable: false,
    exclusive: () => false,
    exposure: () => null,
    deletion: text,
    proof: text,
    people: false,
    ...over,
  }
}
