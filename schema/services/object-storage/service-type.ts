import { z } from 'zod'
import { step, variable } from '../common.ts'
import { quantity } from '../quantity.ts'
import type { ServiceType } from '../service-type.ts'

/** One bucket, one user and one policy per deployment, in the cluster's object store. */
export const serviceType: ServiceType = {
  type: 'object-storage',
  title: { en: 'Object storage', nl: 'Objectopslag' },
  summary: {
    en: 'A bucket of its own for each deployment, with a user who may reach that bucket and no other.',
    nl: 'Een eigen bucket voor elke deployment, met een gebruiker die bij die bucket kan en bij geen andere.',
  },
  notes: [],
  settings: z.strictObject({
    versioning: z.boolean().default(false).describe('Keep earlier versions of an object.'),
    quota: quantity().optional().describe('How much the bucket may hold, such as 10Gi.'),
    expireDays: z.int().min(1).max(36_500).optional().describe('Objects are removed after so many days.'),
    public: z.literal('read').optional().describe('Everybody may read the objects without signing in.'),
  }),
  settingTexts: {
    versioning: { en: 'Keep earlier versions of an object.', nl: 'Bewaar eerdere versies van een object.' },
    quota: {
      en: 'How much the bucket may hold, such as 10Gi.',
      nl: 'Hoeveel de bucket mag bevatten, bijvoorbeeld 10Gi.',
    },
    expireDays: {
      en: 'Objects are removed after so many days.',
      nl: 'Objecten worden na zoveel dagen verwijderd.',
    },
    public: {
      en: 'Everybody may read the objects without signing in.',
      nl: 'Iedereen mag de objecten lezen zonder aan te melden.',
    },
  },
  overridable: ['versioning', 'quota', 'expireDays', 'public'],
  quantities: ['quota'],
  example: { service: 'uploads', settings: { versioning: true, quota: '10Gi' } },
  data: true,
  sharedUnit: null,
  steps: [
    step(
      'bucket',
      ['namespace'],
      (service) => ({ en: `Create the bucket "${service}"`, nl: `De bucket "${service}" maken` }),
      {
        removalTitle: (service) => ({ en: `Remove the bucket "${service}"`, nl: `De bucket "${service}" verwijderen` }),
      },
    ),
    step(
      'user',
      ['namespace'],
      (service) => ({
        en: `Create the user of the bucket "${service}" and its policy`,
        nl: `De gebruiker van de bucket "${service}" en zijn rechten maken`,
      }),
      {
        removalTitle: (service) => ({
          en: `Disable the user of the bucket "${service}"`,
          nl: `De gebruiker van de bucket "${service}" uitschakelen`,
        }),
      },
    ),
    step(
      'proof',
      ['bucket', 'user'],
      (service) => ({
        en: `Prove that the bucket "${service}" works and is closed to others`,
        nl: `Aantonen dat de bucket "${service}" werkt en voor anderen gesloten is`,
      }),
      {
        proof: true,
      },
    ),
  ],
  outputs: {
    address: { secret: false },
    endpoint: { secret: false },
    accessKey: { secret: false },
    secretKey: { secret: true },
    bucket: { secret: false },
    region: { secret: false },
  },
  variables: [
    variable('OBJECT_STORE_URL', 'address', {
      en: 'Host and port, without scheme.',
      nl: 'Host en poort, zonder schema.',
    }),
    variable('OBJECT_STORE_ENDPOINT', 'endpoint', { en: 'Address with scheme.', nl: 'Adres met schema.' }, [
      'AWS_ENDPOINT_URL_S3',
    ]),
    variable('OBJECT_STORE_USER', 'accessKey', { en: 'Access key.', nl: 'Toegangssleutel.' }, ['AWS_ACCESS_KEY_ID']),
    variable('OBJECT_STORE_PASSWORD', 'secretKey', { en: 'Secret key.', nl: 'Geheime sleutel.' }, [
      'AWS_SECRET_ACCESS_KEY',
    ]),
    variable('OBJECT_STORE_BUCKET_NAME', 'bucket', { en: 'Name of the bucket.', nl: 'Naam van de bucket.' }),
    variable('OBJECT_STORE_REGION', 'region', { en: 'Region of the store.', nl: 'Regio van de opslag.' }, [
      'AWS_REGION',
    ]),
  ],
  caVariable: 'AWS_CA_BUNDLE',
  network: 'backend',
  mountable: false,
  exclusive: () => false,
  exposure: (settings) =>
    settings['public'] === 'read'
      ? { en: 'Everybody can read what is in the bucket.', nl: 'Iedereen kan lezen wat in de bucket staat.' }
      : null,
  deletion: {
    en: 'The user is disabled and the bucket is kept for the retention time, then removed. With "delete" it is emptied, versions included, and removed at once.',
    nl: 'De gebruiker wordt geblokkeerd en de bucket blijft de bewaartermijn bestaan en wordt dan verwijderd. Met "delete" wordt hij meteen geleegd, versies inbegrepen, en verwijderd.',
  },
  proof: {
    en: "As the user, put, read back and delete an object; listing the platform's own bucket is refused.",
    nl: 'Als de gebruiker een object schrijven, teruglezen en verwijderen; de bucket van het platform bekijken wordt geweigerd.',
  },
  people: false,
}
