import { aDeploymentWith, many, refusals } from '../testing-rows.ts'

refusals('a deployment', [
  // deployments
  ['no cluster', { deployments: '‸live: {}' }, 'VALUE_MISSING', 'no `cluster`'],
  [
    'a cluster that cannot be one',
    { deployments: 'live: { cluster: ‸Cluster_A }' },
    'NAME_INVALID',
    'Write "cluster-a"',
  ],
  [
    'a reserved name of a deployment',
    { deployments: '‸registries: { cluster: cluster-a }' },
    'NAME_INVALID',
    'reserved',
  ],
  [
    'an unknown key of a deployment',
    { deployments: 'live: { cluster: cluster-a, ‸namespace: x }' },
    'KEY_UNKNOWN',
    '`namespace` is not known',
  ],
  [
    'a component that does not exist, in a deployment',
    aDeploymentWith('components: { ‸wbe: {} }'),
    'REFERENCE_UNKNOWN',
    'Did you mean "web"?',
    'web',
  ],
  [
    'a service that does not exist, in a deployment',
    aDeploymentWith('services: { ‸order: { connections: 3 } }'),
    'REFERENCE_UNKNOWN',
    'Did you mean "orders"?',
    'orders',
  ],
  [
    'an unknown setting in a deployment',
    aDeploymentWith('services: { orders: { ‸conections: 3 } }'),
    'KEY_UNKNOWN',
    'Did you mean "connections"?',
    'connections',
  ],
  [
    'a wrong setting in a deployment',
    aDeploymentWith('services: { orders: { connections: ‸many } }'),
    'VALUE_INVALID',
    'a number',
  ],
  ['a type in a deployment', aDeploymentWith('services: { orders: { ‸type: volume } }'), 'KEY_UNKNOWN', '`type`'],
  [
    'a deletion in a deployment where there is no data',
    {
      services: 'tmp: { type: scratch }',
      components: 'web: { image: a/b:1, mounts: { tmp: /tmp } }',
      deployments: 'live: { cluster: cluster-a, services: { tmp: { ‸deletion: retain } } }',
    },
    'KEY_UNKNOWN',
    'holds no data',
  ],
  [
    'a key that cannot differ in a deployment',
    aDeploymentWith('components: { web: { ‸ports: { http: 1 } } }'),
    'KEY_UNKNOWN',
    '`ports` is not known',
  ],
  [
    'a host of one’s own in the wrong place',
    aDeploymentWith('host: ‸shop.example.org'),
    'VALUE_INVALID',
    'hosts: [shop.example.org]',
  ],
  ['a word that is no whole host', aDeploymentWith('hosts: [‸shop]'), 'VALUE_INVALID', 'one word'],
  ['a host twice', aDeploymentWith('hosts: [a.example.org, ‸a.example.org]'), 'VALUE_INVALID', 'already stands'],
  [
    'a host where nothing is published',
    { deployments: '‸live: { cluster: cluster-a, host: shop }' },
    'VALUE_INVALID',
    'Add `publish: {}`',
  ],
  [
    'a host at a component that is not published',
    { deployments: 'live: { cluster: cluster-a, components: { ‸web: { host: shop } } }' },
    'VALUE_INVALID',
    'is not published',
  ],
  [
    'a host at a component that is left out',
    aDeploymentWith('components: { ‸web: { enabled: false, host: shop } }'),
    'VALUE_INVALID',
    'is left out',
  ],
  [
    'two components at the default address',
    {
      components:
        'web: { image: a/b:1, port: 8080, publish: {}, uses: [orders] }\nadmin: { image: a/b:1, port: 8080, ‸publish: { path: / } }'.replace(
          '‸publish: {',
          'publish: ‸{',
        ),
    },
    'HOST_TAKEN',
    'ask for the same address',
  ],
  [
    'two components at one host',
    {
      components:
        'web: { image: a/b:1, port: 8080, publish: { path: /a }, uses: [orders] }\nadmin: { image: a/b:1, port: 8080, publish: { path: /a/ } }',
      deployments: 'live: { cluster: cluster-a, host: ‸shop }',
    },
    'HOST_TAKEN',
    'host "shop"',
  ],
  [
    'two deployments at one host of the same cluster',
    {
      components: 'web: { image: a/b:1, port: 8080, publish: {}, uses: [orders] }',
      deployments: 'live: { cluster: cluster-a, host: shop }\ntest: { cluster: cluster-a, host: ‸shop }',
    },
    'HOST_TAKEN',
    'of the deployment "live"',
  ],
  [
    'two deployments at one custom host',
    {
      components: 'web: { image: a/b:1, port: 8080, publish: {}, uses: [orders] }',
      deployments:
        'live: { cluster: cluster-a, hosts: [a.example.org] }\ntest: { cluster: cluster-b, hosts: [‸a.example.org] }',
    },
    'HOST_TAKEN',
    'a.example.org',
  ],

  // limits
  [
    'more than 50 services',
    {
      head:
        'apiVersion: operations-manager/v1\nname: shop\n‸services:\n' +
        many(51, (index) => `  s${index}: { type: postgresql }`),
      services: '',
      components: `web: { image: a/b:1, uses: [${Array.from({ length: 51 }, (_, index) => `{ service: s${index}, prefix: P${index} }`).join(', ')}] }`,
    },
    'LIMIT_EXCEEDED',
    'the limit is 50',
  ],
  [
    'more than 50 deployments',
    {
      head:
        'apiVersion: operations-manager/v1\nname: shop\n‸deployments:\n' +
        many(51, (index) => `  d${index}: { cluster: cluster-a }`),
      deployments: '',
    },
    'LIMIT_EXCEEDED',
    'the limit is 50',
  ],
  [
    'more than 50 components',
    {
      head:
        'apiVersion: operations-manager/v1\nname: shop\n‸components:\n' +
        many(51, (index) => `  c${index}: { image: a/b:1, uses: [orders] }`),
      components: '',
    },
    'LIMIT_EXCEEDED',
    'the limit is 50',
  ],
])
