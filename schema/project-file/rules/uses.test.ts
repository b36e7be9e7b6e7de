import { aComponentWith, refusals } from '../testing-rows.ts'

refusals('what components use', [
  // uses
  [
    'a service that does not exist',
    { components: 'web: { image: a/b:1, uses: [orders, ‸order] }' },
    'REFERENCE_UNKNOWN',
    'Did you mean "orders"?',
    'orders',
  ],
  [
    'a service that does not exist, in the long form',
    { components: 'web: { image: a/b:1, uses: [orders, { service: ‸order, prefix: X }] }' },
    'REFERENCE_UNKNOWN',
    'Did you mean "orders"?',
  ],
  [
    'a component as if it were a service',
    { components: 'web: { image: a/b:1, uses: [orders, ‸api] }\napi: { image: a/b:1, port: 3000 }' },
    'REFERENCE_UNKNOWN',
    '{ component: api }',
  ],
  [
    'a service twice',
    { components: 'web: { image: a/b:1, uses: [orders, ‸orders] }' },
    'VALUE_INVALID',
    'Keep one entry',
  ],
  [
    'a service twice, once in the long form',
    { components: 'web: { image: a/b:1, uses: [orders, ‸{ service: orders, prefix: X }] }' },
    'VALUE_INVALID',
    'Keep one entry',
  ],
  [
    'a component that does not exist',
    { components: 'web: { image: a/b:1, uses: [orders, { component: ‸ap }] }\napi: { image: a/b:1, port: 3000 }' },
    'REFERENCE_UNKNOWN',
    'Did you mean "api"?',
    'api',
  ],
  [
    'a component that has no port',
    { components: 'web: { image: a/b:1, uses: [orders, { component: ‸job }] }\njob: { image: a/b:1 }' },
    'VALUE_INVALID',
    'has no port',
  ],
  [
    'itself',
    { components: 'web: { image: a/b:1, port: 80, uses: [orders, { component: ‸web }] }' },
    'VALUE_INVALID',
    'calls itself',
  ],
  [
    'an unknown key of a use',
    { components: 'web: { image: a/b:1, uses: [{ service: orders, ‸pre: X }] }' },
    'KEY_UNKNOWN',
    'prefix',
  ],
  [
    'a prefix that cannot begin a variable',
    { components: 'web: { image: a/b:1, uses: [{ service: orders, prefix: ‸a-b }] }' },
    'VALUE_INVALID',
    'cannot begin',
  ],
  [
    'a use that is a number',
    { components: 'web: { image: a/b:1, uses: [orders, ‸5] }' },
    'VALUE_INVALID',
    'text, or a map',
  ],
  [
    'a further name that is none',
    { components: 'web: { image: a/b:1, uses: [{ service: orders, as: { ‸MY-DB: DATABASE_DB } }] }' },
    'NAME_INVALID',
    'Write "MY_DB"',
  ],
  [
    'a further name for what is not given',
    { components: 'web: { image: a/b:1, uses: [{ service: orders, as: { DB: ‸DATABASE_NAME } }] }' },
    'REFERENCE_UNKNOWN',
    'gives no variable DATABASE_NAME',
    'DATABASE_DB',
  ],
  [
    'two sources of one variable',
    {
      components:
        'web: { image: a/b:1, uses: [orders, ‸{ component: database }] }\ndatabase: { image: a/b:1, port: 3000 }',
    },
    'VARIABLE_CLASH',
    'DATABASE_URL',
  ],

  // mounts
  ['a mount of nothing', aComponentWith('mounts: { ‸archve: /data }'), 'REFERENCE_UNKNOWN', 'No service "archve"'],
  [
    'a mount of what is no folder',
    { components: 'web: { image: a/b:1, mounts: { ‸orders: /data } }' },
    'VALUE_INVALID',
    'Put it under `uses`',
  ],
  [
    'a folder that is used and not mounted',
    { services: 'data: { type: volume }', components: 'web: { image: a/b:1, uses: [‸data] }' },
    'VALUE_INVALID',
    'mounts: { data: /data }',
  ],
  [
    'a mount in the root',
    { services: 'data: { type: volume }', components: 'web: { image: a/b:1, mounts: { data: ‸/ } }' },
    'VALUE_INVALID',
    'image itself',
  ],
  [
    'a mount in a system folder',
    { services: 'data: { type: volume }', components: 'web: { image: a/b:1, mounts: { data: ‸/etc/x } }' },
    'VALUE_INVALID',
    '/etc',
  ],
  [
    'a mount inside another',
    {
      services: 'a: { type: volume }\nb: { type: scratch }',
      components: 'web: { image: a/b:1, mounts: { a: /data, b: ‸/data/tmp } }',
    },
    'VALUE_INVALID',
    'inside each other',
  ],

  // egress
  ['a destination without a port', aComponentWith('egress: [‸api.example.org]'), 'VALUE_INVALID', 'names no port'],
  [
    'a destination on the link',
    aComponentWith('egress: ["‸169.254.169.254:80"]'.replace('"‸', '‸"')),
    'VALUE_INVALID',
    'link-local',
  ],
  ['a range that is no range', aComponentWith('egress: [‸"10.1.2.3/8:443"]'), 'VALUE_INVALID', '10.0.0.0/8:443'],
])
