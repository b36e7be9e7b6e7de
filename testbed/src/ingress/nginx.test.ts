import { expect, test } from 'vitest'
import { nginxConfiguration } from './nginx.ts'
import type { Route } from './routes.ts'

function route(wish: Partial<Route> = {}): Route {
  return { path: '/', isExact: false, strip: null, endpoints: ['10.244.0.2:8080'], ...wish }
}

const files = (name: string) => ({ certificateFile: `/run/x/${name}.crt`, keyFile: `/run/x/${name}.key` })

const places = {
  folder: '/run/x',
  listen: ['10.250.0.1:8000', '127.0.0.1:8000'],
  registry: '10.250.0.1:8001',
  busyRegistry: '10.250.0.1:8002',
  secure: {
    listen: ['10.250.0.1:8443'],
    certificates: new Map([['shop.alpha.localhost', files('shop')]]),
    fallback: files('fallback'),
  },
}

function configured(routes: readonly Route[]): string {
  return nginxConfiguration(new Map([['shop.alpha.localhost', routes]]), places)
}

const locations = (text: string): string[] =>
  Array.from(text.matchAll(/location (.*) \{/g), ([, words]) => words ?? '').slice(3) // those that answer the same to everybody

test('a prefix is made of whole elements, and what no route takes is not there', () => {
  expect(locations(configured([route({ path: '/shop' })]))).toEqual(['= /shop', '/shop/', '/'])
})

test('an exact path and a prefix of the same name do not make one location twice', () => {
  const routes = [route({ path: '/shop', isExact: true }), route({ path: '/shop' })]
  expect(locations(configured(routes))).toEqual(['= /shop', '/shop/', '/'])
})

test('a host without pods says that it is out of service', () => {
  const text = configured([route({ endpoints: [] })])
  expect(text).toContain('return 503;')
  expect(text).not.toContain('proxy_pass')
})

test('routes to the same pods share them', () => {
  const text = configured([route(), route({ path: '/a' })])
  expect(text.match(/^ {2}upstream /gm)).toHaveLength(1)
})

test('no connection is kept that a reload would cut', () => {
  expect(configured([route()])).toContain('keepalive_timeout 0;')
})

test('the prefix is taken off as text, not as a pattern', () => {
  expect(configured([route({ path: '/v1.0', strip: '/v1.0' })])).toContain(
    String.raw`rewrite "^/v1\\.0/*(.*)$" /$1 break;`,
  )
})

test('a word with a line break never gets into the file', () => {
  expect(() => configured([route({ path: '/a\nb' })])).toThrow('line break')
})

test('over TLS each host shows its own certificate, and one without shows what nobody trusts', () => {
  const routes = new Map(['shop', 'plain'].map((name) => [`${name}.alpha.localhost`, [route()]]))
  const shown = nginxConfiguration(routes, places)
    .split('server {')
    .filter((text) => text.includes('listen 10.250.0.1:8443 ssl'))
    .map((text) => [/server_name (.*);/.exec(text)?.[1], /ssl_certificate (.*);/.exec(text)?.[1]])
  expect(shown).toEqual([
    [undefined, '/run/x/fallback.crt'],
    ['shop.alpha.localhost', '/run/x/shop.crt'],
    ['plain.alpha.localhost', '/run/x/fallback.crt'],
  ])
})
