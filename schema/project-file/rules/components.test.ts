import { aComponentWith, aDeploymentWith, many, refusals } from '../testing-rows.ts'
import { anEnvelope } from '../testing.ts'

const envelope = await anEnvelope()

refusals('a component', [
  // components
  ['no image', { components: '‸web:\n  port: 8080\n  uses: [orders]' }, 'VALUE_MISSING', 'no `image`'],
  [
    'an image that is none',
    { components: 'web: { image: ‸"https://a/b:1", uses: [orders] }' },
    'VALUE_INVALID',
    'Leave that away',
  ],
  [
    'a component with a wrong name',
    { components: '‸web--x: { image: a/b:1, uses: [orders] }' },
    'NAME_INVALID',
    'two hyphens',
  ],
  ['a key that does not exist', aComponentWith('‸prot: 80'), 'KEY_UNKNOWN', 'Did you mean "port"?', 'port'],
  ['a port that is too high', aComponentWith('port: ‸70000'), 'VALUE_INVALID', '65535'],
  ['a port that is no number', aComponentWith('port: ‸"8080"'), 'VALUE_INVALID', 'Remove the quotes'],
  [
    'a port in both forms',
    aComponentWith('port: ‸8080\nports: { metrics: 9090 }'),
    'VALUE_INVALID',
    'Put it under `ports`',
  ],
  ['a port with a wrong name', aComponentWith('ports: { ‸HTTP: 8080 }'), 'NAME_INVALID', 'no name of a port'],
  ['a port twice', aComponentWith('ports: { http: 8080, web: ‸8080 }'), 'VALUE_INVALID', 'already has the name "http"'],
  ['an unknown protocol', aComponentWith('ports: { http: { port: 8080, protocol: ‸SCTP } }'), 'VALUE_INVALID', 'TCP'],
  ['published without a port', aComponentWith('‸publish: {}'), 'VALUE_MISSING', 'no port'],
  [
    'published on an unknown port',
    aComponentWith('ports: { http: 8080 }\npublish: { port: ‸htp }'),
    'REFERENCE_UNKNOWN',
    'Did you mean "http"?',
    'http',
  ],
  [
    'published with several ports and none called http',
    aComponentWith('ports: { a: 8080, b: 8081 }\n‸publish: {}'),
    'VALUE_MISSING',
    'Say which one',
  ],
  [
    'published on UDP',
    aComponentWith('ports: { dns: { port: 5353, protocol: UDP } }\n‸publish: {}'),
    'VALUE_INVALID',
    'UDP',
  ],
  ['a path without a slash', aComponentWith('port: 8080\npublish: { path: ‸shop }'), 'VALUE_INVALID', 'Write "/shop"'],
  [
    'an unknown key of publish',
    aComponentWith('port: 8080\npublish: { ‸hosts: [a.example.org] }'),
    'KEY_UNKNOWN',
    '`hosts` is not known',
  ],
  ['publish without a value', aComponentWith('port: 8080\n‸publish:'), 'VALUE_INVALID', 'a map'],
  ['a replica count below zero', aComponentWith('replicas: ‸-1'), 'VALUE_INVALID', 'least'],
  [
    'replicas beside autoscale',
    aComponentWith('‸replicas: 2\nautoscale: { min: 1, max: 2, cpu: 80 }'),
    'VALUE_INVALID',
    'both say how many',
  ],
  [
    'a range the wrong way round',
    aComponentWith('autoscale: { min: ‸3, max: 2, cpu: 80 }'),
    'VALUE_INVALID',
    'Exchange them',
  ],
  ['a range without its end', aComponentWith('‸autoscale: { min: 3, cpu: 80 }'), 'VALUE_MISSING', 'no `max`'],
  [
    'processor time that is a number',
    aComponentWith('resources: { cpu: ‸0.50 }'),
    'VALUE_INVALID',
    'Write it in quotes: "0.50"',
  ],
  ['memory with a wrong unit', aComponentWith('resources: { memory: ‸512MB }'), 'VALUE_INVALID', '512Mi'],
  ['an unknown resource', aComponentWith('resources: { ‸mem: 1Gi }'), 'KEY_UNKNOWN', 'memory'],
  ['a health path without a slash', aComponentWith('health: { path: ‸ready }'), 'VALUE_INVALID', 'Write "/ready"'],
  ['a status that is none', aComponentWith('health: { expect: ‸20 }'), 'VALUE_INVALID', 'least possible value is 100'],
  ['a deadline without a unit', aComponentWith('health: { deadline: ‸"90" }'), 'VALUE_INVALID', '90s'],
  ['a deadline over an hour', aComponentWith('health: { deadline: ‸2h }'), 'VALUE_INVALID', '10s to 1h'],
  ['a command that is one text', aComponentWith('command: ‸node x.js'), 'VALUE_INVALID', 'a list'],
  ['an empty command', aComponentWith('command: ‸[]'), 'VALUE_INVALID', 'at least 1'],
  ['an argument that is a number', aComponentWith('args: [--port, ‸80]'), 'VALUE_INVALID', 'Write it in quotes: "80"'],
  [
    'a root file system that is half writable',
    aComponentWith('writableRoot: ‸"yes"'),
    'VALUE_INVALID',
    'true or false',
  ],

  // variables and secrets
  ['a number as value', aComponentWith('env: { VERSION: ‸1.10 }'), 'VALUE_INVALID', 'Write it in quotes: "1.10"'],
  ['a truth value as value', aComponentWith('env: { DEBUG: ‸true }'), 'VALUE_INVALID', 'Write it in quotes: "true"'],
  ['no value', aComponentWith('env:\n  ‸EMPTY:'), 'VALUE_INVALID', '"" for an empty one'],
  ['a list as value', aComponentWith('env: { LIST: ‸[a] }'), 'VALUE_INVALID', 'text'],
  [
    'a name of a variable with a hyphen',
    aComponentWith('env: { ‸LOG-LEVEL: info }'),
    'NAME_INVALID',
    'Write "LOG_LEVEL"',
  ],
  [
    'a name of a variable in a deployment',
    aDeploymentWith('components: { web: { env: { ‸1X: a } } }'),
    'NAME_INVALID',
    'no digit first',
  ],
  [
    'a value over 32 KiB',
    aComponentWith(`env: { BIG: ‸${'x'.repeat(32 * 1024 + 1)} }`),
    'LIMIT_EXCEEDED',
    'the limit is 32 KiB',
  ],
  [
    'more than 200 variables',
    { components: `‸web:\n  image: a/b:1\n  uses: [orders]\n  env:\n${many(201, (index) => `    V${index}: x`)}` },
    'LIMIT_EXCEEDED',
    'the limit is 200',
  ],
  [
    'more than 200 variables with those of a deployment',
    {
      components: `web:\n  image: a/b:1\n  uses: [orders]\n  env:\n${many(200, (index) => `    V${index}: x`)}`,
      deployments: 'live: { cluster: cluster-a, components: { ‸web: { env: { MORE: x } } } }',
    },
    'LIMIT_EXCEEDED',
    'the limit is 200',
  ],
  ['a secret with a hyphen', aComponentWith('secrets: [‸API-KEY]'), 'NAME_INVALID', 'Write "API_KEY"'],
  ['a secret twice', aComponentWith('secrets: [KEY, ‸KEY]'), 'VALUE_INVALID', 'already stands'],
  ['a sealed value of nobody', { sealed: `‸KEY: ${envelope}` }, 'VALUE_INVALID', 'not whose secret'],
  ['a secret that is not sealed', { sealed: 'web/KEY: ‸hunter2' }, 'VALUE_INVALID', 'replace it where it is valid'],
])
