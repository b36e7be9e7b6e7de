import { z } from 'zod'
import { step, variable } from '../common.ts'
import type { ServiceType } from '../service-type.ts'

const schemaName = z
  .string()
  .max(63)
  .regex(/^(?!pg_)[a-z][a-z0-9_]*$/, 'A schema has small letters, digits and _, and does not begin with pg_.')
  .refine((name) => name !== 'public' && name !== 'information_schema', 'public and information_schema exist already.')

/** One database and one owning role per deployment, in the cluster's PostgreSQL server. */
export const serviceType: ServiceType = {
  type: 'postgresql',
  title: { en: 'PostgreSQL database', nl: 'PostgreSQL-database' },
  summary: {
    en: 'A database of its own for each deployment, with one role that owns it and nobody else who may connect.',
    nl: 'Een eigen database voor elke deployment, met één rol die eigenaar is en niemand anders die mag verbinden.',
  },
  notes: [],
  settings: z.strictObject({
    extensions: z
      .array(z.string().regex(/^[a-z][a-z0-9_-]*$/))
      .default([])
      .describe('Extensions to install, from the list that the cluster offers.'),
    schemas: z.array(schemaName).default([]).describe("Schemas beside the one with the database's own name."),
    connections: z.int().min(1).default(20).describe('How many connections the role may have at the same time.'),
  }),
  settingTexts: {
    extensions: {
      en: 'Extensions to install, from the list that the cluster offers.',
      nl: 'Te installeren extensies, uit de lijst die het cluster aanbiedt.',
    },
    schemas: {
      en: "Schemas beside the one with the database's own name.",
      nl: "Schema's naast het schema met de naam van de database.",
    },
    connections: {
      en: 'How many connections the role may have at the same time.',
      nl: 'Hoeveel verbindingen de rol tegelijk mag hebben.',
    },
  },
  overridable: ['extensions', 'schemas', 'connections'],
  quantities: [],
  example: { service: 'orders', settings: { extensions: ['pgcrypto'], connections: 40 } },
  data: true,
  sharedUnit: null,
  steps: [
    step(
      'role',
      ['namespace'],
      (service) => ({ en: `Create the database role for "${service}"`, nl: `De databaserol voor "${service}" maken` }),
      {
        removalTitle: (service) => ({
          en: `Lock or remove the database role for "${service}"`,
          nl: `De databaserol voor "${service}" blokkeren of verwijderen`,
        }),
      },
    ),
    step(
      'database',
      ['role'],
      (service) => ({ en: `Create the database "${service}"`, nl: `De database "${service}" maken` }),
      {
        removalTitle: (service) => ({
          en: `Remove the database "${service}"`,
          nl: `De database "${service}" verwijderen`,
        }),
        weight: 2,
      },
    ),
    step(
      'proof',
      ['database'],
      (service) => ({
        en: `Prove that the database "${service}" works and is closed to others`,
        nl: `Aantonen dat de database "${service}" werkt en voor anderen gesloten is`,
      }),
      {
        proof: true,
      },
    ),
  ],
  outputs: {
    host: { secret: false },
    port: { secret: false },
    user: { secret: false },
    password: { secret: true },
    database: { secret: false },
    schema: { secret: false },
    url: { secret: true },
  },
  variables: [
    variable('DATABASE_SERVER_HOST', 'host', { en: 'Name of the server.', nl: 'Naam van de server.' }, [
      'APP_DATABASE_SERVER_HOST',
      'APP_DATABASE_SERVER',
    ]),
    variable('DATABASE_SERVER_PORT', 'port', { en: 'Port of the server.', nl: 'Poort van de server.' }, [
      'APP_DATABASE_PORT',
      'APP_DATABASE_SERVER_PORT',
    ]),
    variable('DATABASE_SERVER_USER', 'user', { en: 'Role to sign in as.', nl: 'Rol om mee aan te melden.' }, [
      'APP_DATABASE_USER',
    ]),
    variable('DATABASE_PASSWORD', 'password', { en: 'Password of the role.', nl: 'Wachtwoord van de rol.' }, [
      'APP_DATABASE_PASSWORD',
    ]),
    variable('DATABASE_DB', 'database', { en: 'Name of the database.', nl: 'Naam van de database.' }, [
      'APP_DATABASE_DB',
    ]),
    variable('DATABASE_SCHEMA', 'schema', { en: 'Name of the schema.', nl: 'Naam van het schema.' }, [
      'APP_DATABASE_SCHEMA',
    ]),
    variable('DATABASE_SERVER_FULL', 'url', { en: 'All of it as one URL.', nl: 'Alles samen als één URL.' }, [
      'APP_DATABASE_SERVER_FULL',
      'DATABASE_URL',
    ]),
  ],
  caVariable: 'DATABASE_CA_FILE',
  network: 'backend',
  mountable: false,
  exclusive: () => false,
  exposure: () => null,
  deletion: {
    en: 'Sessions are ended and the role is locked; the database is renamed and kept for the retention time, then dropped. With "delete" it is dropped at once.',
    nl: 'Sessies worden beëindigd en de rol wordt geblokkeerd; de database krijgt een andere naam, blijft de bewaartermijn bestaan en wordt dan verwijderd. Met "delete" meteen.',
  },
  proof: {
    en: "Sign in as the role, create and drop a table; connecting to the platform's own database is refused.",
    nl: 'Aanmelden als de rol, een tabel maken en verwijderen; verbinden met de database van het platform wordt geweigerd.',
  },
  people: false,
}
