import type { MapperRepresentation, ProfileRepresentation, ScopeRepresentation } from '../../../ports/identity.ts'

/** What the organisation's provider says of a person beside the usual. */
export const organisationAttributes = ['organization.name', 'organization.number']

const claim = (name: string, type: string, config: Readonly<Record<string, string>>): MapperRepresentation => ({
  name,
  type,
  config: { 'id.token.claim': 'true', 'access.token.claim': 'true', 'userinfo.token.claim': 'true', ...config },
})

const property = (name: string, field: string): MapperRepresentation =>
  claim(name, 'oidc-usermodel-attribute-mapper', {
    'user.attribute': field,
    'claim.name': name,
    'jsonType.label': name === 'email_verified' ? 'boolean' : 'String',
  })

/** Naming any scope suppresses the built-in ones, so those that applications count on are named as well. */
export function scopesOf(isBrokered: boolean): readonly ScopeRepresentation[] {
  const attributes = { 'include.in.token.scope': 'true', 'display.on.consent.screen': 'false' }
  return [
    {
      name: 'basic',
      attributes: { ...attributes, 'include.in.token.scope': 'false' },
      mappers: [{ name: 'sub', type: 'oidc-sub-mapper', config: { 'access.token.claim': 'true' } }],
    },
    {
      name: 'email',
      attributes,
      mappers: [
        property('email', 'email'),
        { ...property('email_verified', 'emailVerified'), type: 'oidc-usermodel-property-mapper' },
      ],
    },
    {
      name: 'profile',
      attributes,
      mappers: [
        property('preferred_username', 'username'),
        property('given_name', 'firstName'),
        property('family_name', 'lastName'),
        // What most applications greet people by: both of these together.
        claim('name', 'oidc-full-name-mapper', {}),
      ],
    },
    ...(isBrokered
      ? [
          {
            name: 'organisation',
            attributes,
            mappers: organisationAttributes.map((name) => property(name, name)),
          },
        ]
      : []),
  ]
}

const [admins, everybody] = [['admin'] as const, ['admin', 'user'] as const]
const text = { length: { max: 255 } }

/**
 * What is known of a user. No name is required: who has none is not stopped at a page that asks for it. Addresses and
 * what the organisation says are nothing that a person may change alone, since applications trust in them.
 */
export function profileOf(isBrokered: boolean): ProfileRepresentation {
  const optional = { isRequired: false, view: everybody }
  const name = { ...optional, edit: everybody, validations: { ...text, 'person-name-prohibited-characters': {} } }
  return {
    username: {
      ...optional,
      edit: admins,
      validations: {
        length: { min: 3, max: 255 },
        'username-prohibited-characters': {},
        'up-username-not-idn-homograph': {},
      },
    },
    email: { ...optional, edit: admins, validations: { ...text, email: {} } },
    firstName: name,
    lastName: name,
    ...(isBrokered &&
      Object.fromEntries(organisationAttributes.map((one) => [one, { ...optional, edit: admins, validations: text }]))),
  }
}
