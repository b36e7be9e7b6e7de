import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import type { Config } from '../config.ts'
import { generateUnits, unitsInFolder, unitsSource } from './generate-units.ts'
import { checkServiceSettings, serviceSettings } from './settings.ts'
import type { ServiceUnit } from './unit.ts'
import { units } from './units.ts'

const folder = mkdtempSync(join(tmpdir(), 'service-units-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the generated list is that of the folders, and the cluster has a unit for every type of the catalogue', () => {
  expect(generateUnits()).toBe(false)
  expect(units.map(({ type }) => type)).toEqual(unitsInFolder(import.meta.dirname))
  expect(units.map(({ type }) => type)).toEqual([...catalogue.keys()])
})

test('a new folder is all that the generator needs', () => {
  for (const type of ['message-queue', 'postgresql']) {
    mkdirSync(join(folder, type))
    writeFileSync(join(folder, type, 'unit.ts'), '')
  }
  mkdirSync(join(folder, 'testing'))
  expect(generateUnits(folder)).toBe(true)
  expect(generateUnits(folder)).toBe(false)
  expect(unitsSource(folder)).toContain("import { unit as messageQueue } from './message-queue/unit.ts'")
  expect(unitsSource(folder)).not.toContain('testing')
})

const Settings = z.strictObject({ image: z.string().default('example/queue:1') })
const queue: ServiceUnit = {
  type: 'message-queue',
  settings: Settings,
  offer: () => ({ limits: {}, choices: {} }),
  open: () => Promise.resolve(null),
}
// Of a configuration nothing else is read here.
const configured = (settings: Config['serviceSettings']) => ({ serviceSettings: settings }) as Config

test('a type reads its own settings, and has its defaults where nothing is said', () => {
  expect(serviceSettings(configured({}), 'message-queue', Settings)).toEqual({ image: 'example/queue:1' })
  const given = configured({ 'message-queue': { image: 'mirror/queue:2' } })
  expect(() => checkServiceSettings(given, [...units, queue])).not.toThrow()
  expect(serviceSettings(given, 'message-queue', Settings)).toEqual({ image: 'mirror/queue:2' })
})

test('settings that no type can use are refused at the start, all at once', () => {
  const given = configured({ 'message-queue': { images: 'mirror/queue:2' }, telepathy: {}, scratch: {} })
  const check = () => checkServiceSettings(given, [...units, queue])
  expect(check).toThrow(/"telepathy" has no settings of its own/)
  expect(check).toThrow(/"scratch" has no settings of its own/)
  expect(check).toThrow(/message-queue: .*images/)
})
