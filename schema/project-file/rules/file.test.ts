import { refusals } from '../testing-rows.ts'

refusals('a file', [
  // the file as a whole
  [
    'no version',
    { head: '‸name: shop' },
    'FORMAT_VERSION',
    'Add the line `apiVersion: operations-manager/v1`',
    'operations-manager/v1',
  ],
  [
    'a mistyped version',
    { head: 'apiVersion: ‸operation-manager/v1\nname: shop' },
    'FORMAT_VERSION',
    'no version of this format',
  ],
  [
    'a newer version',
    { head: 'apiVersion: ‸operations-manager/v2\nname: shop' },
    'FORMAT_VERSION',
    'Update the installation',
  ],
  [
    'an older version',
    { head: 'apiVersion: ‸operations-manager/v1alpha1\nname: shop' },
    'FORMAT_VERSION',
    'no longer read',
  ],
  ['no name', { head: '‸apiVersion: operations-manager/v1' }, 'VALUE_MISSING', 'no `name`'],
  [
    'a name that breaks the rules',
    { head: 'apiVersion: operations-manager/v1\nname: ‸Shop' },
    'NAME_INVALID',
    'Write "shop"',
  ],
  ['a reserved name', { head: 'apiVersion: operations-manager/v1\nname: ‸system' }, 'NAME_INVALID', 'reserved'],
  [
    'an unknown key',
    { head: 'apiVersion: operations-manager/v1\nname: shop\n‸displayname: x' },
    'KEY_UNKNOWN',
    'Did you mean "displayName"?',
    'displayName',
  ],
  [
    'a long display name',
    { head: `apiVersion: operations-manager/v1\nname: shop\ndisplayName: ‸${'x'.repeat(101)}` },
    'VALUE_INVALID',
    'the limit is 100',
  ],
  [
    'a display name that is a number',
    { head: 'apiVersion: operations-manager/v1\nname: shop\ndisplayName: ‸007' },
    'VALUE_INVALID',
    'Write it in quotes: "007"',
  ],

  // members
  [
    'no owner',
    { head: 'apiVersion: operations-manager/v1\nname: shop\n‸members: [{ email: a@b.org, role: admin }]', members: '' },
    'MEMBER_INVALID',
    'Make at least one member owner',
  ],
  [
    'an address twice, with other capitals',
    { members: '- { email: alice@example.org, role: owner }\n- { email: ‸Alice@Example.org, role: admin }' },
    'MEMBER_INVALID',
    'already a member',
  ],
  [
    'an unknown role',
    { members: '- { email: alice@example.org, role: owner }\n- { email: bob@example.org, role: ‸operator }' },
    'VALUE_INVALID',
    'owner',
  ],
  ['what is no address', { members: '- { email: ‸alice, role: owner }' }, 'VALUE_INVALID', 'no e-mail address'],
  [
    'a member without a role',
    { members: '- { email: a@b.org, role: owner }\n- ‸{ email: c@d.org }' },
    'VALUE_MISSING',
    'no `role`',
  ],

  // registries
  [
    'a registry with a scheme',
    { registries: 'ghcr: { url: ‸https://ghcr.io, username: bot, secret: TOKEN }' },
    'VALUE_INVALID',
    'Leave that away',
  ],
  [
    'a registry without a secret',
    { registries: '‸ghcr: { url: ghcr.io, username: bot }' },
    'VALUE_MISSING',
    'no `secret`',
  ],
  [
    'a secret of a registry that is no name',
    { registries: 'ghcr: { url: ghcr.io, username: bot, secret: ‸a-b }' },
    'VALUE_INVALID',
    'no name of a secret',
  ],
  [
    'a registry with a wrong name',
    { registries: '‸GH: { url: ghcr.io, username: bot, secret: TOKEN }' },
    'NAME_INVALID',
    'Write "gh"',
  ],

  // services
  [
    'an unknown type',
    { services: 'orders: { type: ‸postgres }' },
    'VALUE_INVALID',
    'Did you mean "postgresql"?',
    'postgresql',
  ],
  ['no type', { services: '‸orders: {}' }, 'VALUE_MISSING', 'no `type`'],
  [
    'an unknown setting',
    { services: 'orders: { type: postgresql, ‸extension: [pgcrypto] }' },
    'KEY_UNKNOWN',
    'Did you mean "extensions"?',
    'extensions',
  ],
  [
    'a setting out of its bounds',
    { services: 'orders: { type: postgresql, connections: ‸0 }' },
    'VALUE_INVALID',
    'the least possible value is 1',
  ],
  [
    'a size that is none',
    { services: 'orders: { type: postgresql }\ntmp: { type: scratch, size: ‸500 MB }' },
    'VALUE_INVALID',
    '500Mi',
  ],
  ['an unknown deletion', { services: 'orders: { type: postgresql, deletion: ‸keep }' }, 'VALUE_INVALID', 'retain'],
  [
    'a deletion where there is no data',
    { services: 'orders: { type: postgresql }\ntmp: { type: scratch, ‸deletion: retain }' },
    'KEY_UNKNOWN',
    '`deletion` is not known',
  ],
  [
    'a service with a wrong name',
    { services: 'orders: { type: postgresql }\n‸my_db: { type: postgresql }' },
    'NAME_INVALID',
    'Write "my-db"',
  ],
])
