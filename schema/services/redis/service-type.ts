import { z } from 'zod'
import { parseQuantity } from '../../project-file/quantity.ts'
import { step, told, variable } from '../common.ts'
import { quantity } from '../quantity.ts'
import type { ServiceType } from '../service-type.ts'

/** Where the server of each instance is reached. */
export const redisPort = 6379

/** With less a server has no room for its own books. */
const leastMemory = 16 * 2 ** 20

const policies = [
  'noeviction',
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'volatile-lru',
  'volatile-lfu',
  'volatile-ttl',
  'volatile-random',
] as const

const texts = {
  memory: {
    en: 'How much it may hold, such as 128Mi; its pod gets somewhat more, for its own needs.',
    nl: 'Hoeveel erin mag, bijvoorbeeld 128Mi; de pod krijgt iets meer, voor wat de server zelf nodig heeft.',
  },
  policy: {
    en: 'What goes when it is full; noeviction keeps everything and refuses to write more.',
    nl: 'Wat er verdwijnt als het vol is; noeviction bewaart alles en weigert meer te schrijven.',
  },
  storage: {
    en: 'Size of a volume on which what it holds outlives restarts, best three times `memory`; it can grow later. Without it a restart empties it.',
    nl: 'Grootte van een volume waarop de inhoud herstarts overleeft, het liefst drie keer `memory`; het kan later groeien. Zonder volume maakt een herstart alles leeg.',
  },
} as const

/** One small server of its own per deployment, beside the workloads, for what is kept in memory. */
export const serviceType: ServiceType = {
  type: 'redis',
  title: { en: 'Redis', nl: 'Redis' },
  summary: {
    en: 'A small server of its own for each deployment that speaks the protocol of Redis: a cache, queues, locks, sessions.',
    nl: 'Een eigen kleine server voor elke deployment die het protocol van Redis spreekt: een cache, wachtrijen, locks, sessies.',
  },
  notes: [
    {
      en: 'One pod serves it, so it is away for a few seconds when its settings change or its node ends.',
      nl: 'Eén pod bedient het, dus het is enkele seconden weg als de instellingen veranderen of de node stopt.',
    },
    {
      en: 'The account may do everything with what is held, and nothing with the server: CONFIG, DEBUG, SHUTDOWN, REPLICAOF and their like are refused.',
      nl: 'Het account mag alles met de inhoud en niets met de server: CONFIG, DEBUG, SHUTDOWN, REPLICAOF en dergelijke worden geweigerd.',
    },
    {
      en: 'Only the components that use it reach it. Connections are not encrypted; they stay inside of the namespace.',
      nl: 'Alleen de componenten die het gebruiken kunnen erbij. Verbindingen zijn niet versleuteld; ze blijven binnen de namespace.',
    },
  ],
  settings: z.strictObject({
    memory: told(
      quantity()
        .refine((text) => (parseQuantity(text) ?? leastMemory) >= leastMemory, 'Give at least 16Mi.')
        .default('64Mi'),
      { en: 'Memory', nl: 'Geheugen' },
      texts.memory,
    ),
    policy: told(z.enum(policies).default('noeviction'), { en: 'When it is full', nl: 'Als het vol is' }, texts.policy),
    storage: told(quantity().optional(), { en: 'Volume', nl: 'Volume' }, texts.storage),
  }),
  settingTexts: texts,
  overridable: ['memory', 'policy', 'storage'],
  quantities: ['memory', 'storage'],
  growing: ['storage'],
  example: { service: 'cache', settings: { memory: '128Mi', policy: 'allkeys-lru' } },
  data: true,
  sharedUnit: null,
  steps: [
    step(
      'data',
      ['namespace'],
      (service) => ({
        en: `See to where the Redis "${service}" keeps its data`,
        nl: `Zorgen voor de plek waar Redis "${service}" zijn gegevens bewaart`,
      }),
      {
        removalTitle: (service) => ({
          en: `Remove the data of the Redis "${service}"`,
          nl: `De gegevens van Redis "${service}" verwijderen`,
        }),
      },
    ),
    step(
      'server',
      ['data', 'policies'],
      (service) => ({
        en: `Start the Redis "${service}" and sign in to it`,
        nl: `Redis "${service}" starten en erop aanmelden`,
      }),
      {
        removalTitle: (service) => ({ en: `Stop the Redis "${service}"`, nl: `Redis "${service}" stoppen` }),
        weight: 4,
      },
    ),
    step(
      'proof',
      ['server'],
      (service) => ({
        en: `Prove that the Redis "${service}" works and is closed to others`,
        nl: `Aantonen dat Redis "${service}" werkt en voor anderen gesloten is`,
      }),
      { proof: true },
    ),
  ],
  outputs: {
    host: { secret: false },
    port: { secret: false },
    user: { secret: false },
    password: { secret: true },
    url: { secret: true },
  },
  variables: [
    variable('REDIS_HOST', 'host', { en: 'Name of the server.', nl: 'Naam van de server.' }),
    variable('REDIS_PORT', 'port', { en: 'Port of the server.', nl: 'Poort van de server.' }),
    variable('REDIS_USER', 'user', { en: 'Account to sign in as.', nl: 'Account om mee aan te melden.' }),
    variable('REDIS_PASSWORD', 'password', { en: 'Password of the account.', nl: 'Wachtwoord van het account.' }),
    variable('REDIS_URL', 'url', { en: 'All of it as one URL.', nl: 'Alles samen als één URL.' }),
  ],
  caVariable: null,
  network: { pods: { port: redisPort } },
  mountable: false,
  exclusive: () => false,
  exposure: () => null,
  deletion: {
    en: 'The server stops and its account goes. What is on its volume is kept for the retention time, then removed; with "delete" at once. Without a volume nothing is left.',
    nl: 'De server stopt en het account verdwijnt. Wat op het volume staat blijft de bewaartermijn bestaan en wordt dan verwijderd; met "delete" meteen. Zonder volume blijft er niets over.',
  },
  proof: {
    en: 'Sign in as the account, set, read and delete a key; a connection without an account and a forbidden command are refused.',
    nl: 'Aanmelden als het account, een sleutel zetten, lezen en verwijderen; een verbinding zonder account en een verboden opdracht worden geweigerd.',
  },
  people: false,
}
