import { z } from 'zod'
import { step, variable } from '../common.ts'
import type { ServiceType } from '../service-type.ts'

/** One realm per project and cluster, and in it one confidential client per deployment. */
export const serviceType: ServiceType = {
  type: 'single-sign-on',
  title: { en: 'Single sign-on', nl: 'Single sign-on' },
  summary: {
    en: 'People sign in with OpenID Connect; the client accepts exactly the addresses of its deployment.',
    nl: 'Mensen melden zich aan met OpenID Connect; de client aanvaardt precies de adressen van zijn deployment.',
  },
  notes: [
    {
      en: 'Deployments of one project in one cluster share their users, also staging and production.',
      nl: 'Deployments van één project in één cluster delen hun gebruikers, ook staging en productie.',
    },
  ],
  settings: z.strictObject({
    development: z.boolean().default(false).describe('Also accept redirects to addresses of a developer’s machine.'),
    serviceAccount: z.boolean().default(false).describe('The client may also sign in as itself, without a person.'),
  }),
  settingTexts: {
    development: {
      en: 'Also accept redirects to addresses of a developer’s machine.',
      nl: 'Aanvaard ook omleidingen naar adressen op de machine van een ontwikkelaar.',
    },
    serviceAccount: {
      en: 'The client may also sign in as itself, without a person.',
      nl: 'De client mag zich ook als zichzelf aanmelden, zonder persoon.',
    },
  },
  overridable: ['development', 'serviceAccount'],
  quantities: [],
  example: { service: 'signin', settings: {} },
  data: true,
  sharedUnit: 'realm',
  steps: [
    step(
      'client',
      ['namespace', 'realm'],
      (service) => ({ en: `Create the sign-in client "${service}"`, nl: `De aanmeldclient "${service}" maken` }),
      {
        removalTitle: (service) => ({
          en: `Remove the sign-in client "${service}"`,
          nl: `De aanmeldclient "${service}" verwijderen`,
        }),
      },
    ),
    step(
      'proof',
      ['client'],
      (service) => ({
        en: `Prove that "${service}" shows a sign-in page for this address only`,
        nl: `Aantonen dat "${service}" alleen voor dit adres een aanmeldpagina toont`,
      }),
      {
        proof: true,
      },
    ),
  ],
  outputs: {
    clientId: { secret: false },
    clientSecret: { secret: true },
    discoveryUrl: { secret: false },
    issuer: { secret: false },
  },
  variables: [
    variable('OIDC_CLIENT_ID', 'clientId', { en: 'Name of the client.', nl: 'Naam van de client.' }),
    variable('OIDC_CLIENT_SECRET', 'clientSecret', { en: 'Secret of the client.', nl: 'Geheim van de client.' }),
    {
      name: 'OIDC_DISCOVERY_URL',
      output: 'discoveryUrl',
      text: { en: 'Address of the discovery document.', nl: 'Adres van het discovery-document.' },
      further: [{ name: 'OIDC_ISSUER', output: 'issuer' }],
    },
  ],
  caVariable: 'OIDC_CA_FILE',
  network: 'backend',
  mountable: false,
  exclusive: () => false,
  exposure: () => null,
  deletion: {
    en: 'The client is removed. With the last deployment of the project in a cluster its users are locked out, kept for the retention time and then removed.',
    nl: 'De client wordt verwijderd. Met de laatste deployment van het project in een cluster worden de gebruikers buitengesloten, de bewaartermijn bewaard en dan verwijderd.',
  },
  proof: {
    en: 'Read the discovery document; the client gets a sign-in page for its own address and is refused for another.',
    nl: 'Het discovery-document lezen; de client krijgt een aanmeldpagina voor het eigen adres en wordt voor een ander adres geweigerd.',
  },
  people: true,
}
