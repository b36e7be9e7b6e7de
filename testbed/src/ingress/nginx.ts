import type { CertificateFiles } from '../trust/trust.ts'
import type { Route, Routes } from './routes.ts'

export type NginxPlaces = {
  readonly folder: string
  /** `address:port` of each place where published hosts are answered. */
  readonly listen: readonly string[]
  /** `address:port` of the registry that has no image; what nodes have was brought to them. */
  readonly registry: string
  /** `address:port` of the registry that asks everybody to come later. */
  readonly busyRegistry: string
  /** Where they are answered over TLS. */
  readonly secure: {
    readonly listen: readonly string[]
    /** By host; the fallback for all others. */
    readonly certificates: ReadonlyMap<string, CertificateFiles>
    readonly fallback: CertificateFiles
  }
}

/** How many processes answer at a time. */
export const workers = 2

/** A directive of nginx: its words, and a block if it has one. */
type Directive = { readonly words: readonly string[]; readonly block?: readonly Directive[] }

/** The proxy's configuration. Every word of the routes was checked when they were planned; here each is quoted too. */
export function nginxConfiguration(routes: Routes, places: NginxPlaces): string {
  const { folder } = places
  const upstreams = new Map<string, string>()
  const servers = Array.from(routes).map(([host, found]) => serverOf(host, found, places, upstreams))
  return render([
    line('worker_processes', String(workers)),
    line('pid', `${folder}/nginx.pid`),
    // Old workers answer the last requests they took; none takes longer.
    line('worker_shutdown_timeout', '30s'),
    block(['events'], [line('worker_connections', '1024')]),
    block(
      ['http'],
      [
        line('access_log', 'off'),
        line('server_tokens', 'off'),
        line('server_names_hash_bucket_size', '512'),
        ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) =>
          line(`${kind}_temp_path`, `${folder}/${kind}`),
        ),
        // A kept connection would be cut by the next reload, and with it a request that was just sent on it.
        line('keepalive_timeout', '0'),
        block(['map', '$http_upgrade', '$upgrade'], [line('default', 'upgrade'), line('', 'close')]),
        line('proxy_http_version', '1.1'),
        line('proxy_connect_timeout', '2s'),
        // Another pod is asked when one could not be reached, never when it may have begun.
        line('proxy_next_upstream', 'error', 'timeout'),
        ...Array.from(upstreams, ([endpoints, name]) => upstreamOf(name, endpoints.split(' '))),
        answering(404, [...listenLines(places, ['default_server']), ...certificateLines(places, null)]),
        answering(404, [line('listen', places.registry)]),
        answering(429, [line('listen', places.busyRegistry)]),
        ...servers,
      ],
    ),
  ])
}

function serverOf(
  host: string,
  routes: readonly Route[],
  places: NginxPlaces,
  upstreams: Map<string, string>,
): Directive {
  const exact = new Set(routes.filter(({ isExact }) => isExact).map(({ path }) => path))
  const hasRoot = routes.some(({ path, isExact }) => path === '/' && !isExact)
  return block(
    ['server'],
    [
      ...listenLines(places, []),
      ...certificateLines(places, host),
      line('server_name', host),
      ...routes.flatMap((route) => locationsOf(route, exact, upstreams)),
      ...(hasRoot ? [] : [block(['location', '/'], [line('return', '404')])]),
    ],
  )
}

// A prefix of Kubernetes is made of whole elements: "/shop" is "/shop" and "/shop/…", but not "/shopping".
function locationsOf(route: Route, exact: ReadonlySet<string>, upstreams: Map<string, string>): Directive[] {
  const content = contentOf(route, upstreams)
  const { path, isExact } = route
  if (isExact) return [block(['location', '=', path], content)]
  if (path === '/') return [block(['location', '/'], content)]
  const itself = exact.has(path) ? [] : [block(['location', '=', path], content)]
  return [...itself, block(['location', `${path}/`], content)]
}

function contentOf({ endpoints, strip }: Route, upstreams: Map<string, string>): Directive[] {
  if (endpoints.length === 0) return [line('return', '503')]
  const key = endpoints.join(' ')
  const upstream = upstreams.get(key) ?? `pods${upstreams.size}`
  upstreams.set(key, upstream)
  return [
    ...(strip === null ? [] : [line('rewrite', `^${escaped(strip)}/*(.*)$`, '/$1', 'break')]),
    line('proxy_pass', `http://${upstream}`),
    line('proxy_set_header', 'Host', '$http_host'),
    line('proxy_set_header', 'X-Forwarded-For', '$proxy_add_x_forwarded_for'),
    line('proxy_set_header', 'X-Forwarded-Host', '$http_host'),
    line('proxy_set_header', 'X-Forwarded-Proto', '$scheme'),
    line('proxy_set_header', 'Upgrade', '$http_upgrade'),
    line('proxy_set_header', 'Connection', '$upgrade'),
  ]
}

function upstreamOf(name: string, endpoints: readonly string[]): Directive {
  // Which pods can answer is Kubernetes' to say, not to be guessed from failures.
  return block(
    ['upstream', name],
    endpoints.map((endpoint) => line('server', endpoint, 'max_fails=0')),
  )
}

function answering(status: number, at: readonly Directive[]): Directive {
  return block(['server'], [...at, block(['location', '/'], [line('return', String(status))])])
}

function listenLines({ listen, secure }: NginxPlaces, options: readonly string[]): Directive[] {
  return [
    ...listen.map((place) => line('listen', place, ...options)),
    ...secure.listen.map((place) => line('listen', place, 'ssl', ...options)),
  ]
}

function certificateLines({ secure }: NginxPlaces, host: string | null): Directive[] {
  const { certificateFile, keyFile } = secure.certificates.get(host ?? '') ?? secure.fallback
  return [line('ssl_certificate', certificateFile), line('ssl_certificate_key', keyFile)]
}

function line(...words: string[]): Directive {
  return { words }
}

function block(words: readonly string[], content: readonly Directive[]): Directive {
  return { words, block: content }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function render(directives: readonly Directive[], indent = ''): string {
  return directives
    .map(({ words, block }) => {
      const head = indent + words.map(quoted).join(' ')
      return block === undefined ? `${head};\n` : `${head} {\n${render(block, `${indent}  `)}${indent}}\n`
    })
    .join('')
}

// Plain words stay readable; everything else is a string, in which only quote and backslash mean something. Variables
// are ours: no host and no path may hold a "$".
function quoted(word: string): string {
  if (/^[\w.:/=$-]+$/.test(word)) return word
  if (/[\r\n\0]/.test(word)) throw new Error('A word of the proxy holds a line break.')
  return `"${word.replace(/["\\]/g, '\\$&')}"`
}
