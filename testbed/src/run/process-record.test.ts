import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isRunning, readStat, recordOf } from './process-record.ts'

const stat = (state: string): string =>
  `4711 (java (x) y) ${state} 1 4711 4711 0 -1 4194560 98 0 0 0 1 2 0 0 20 0 33 0 8812345 27910144 812 1844674407370955161`

test('the start of a process is read past a name with blanks and parentheses', () => {
  expect(readStat(stat('S'))).toEqual({ isEnded: false, startTicks: 8_812_345 })
})

test('a process that only waits to be reaped has ended', () => {
  expect(readStat(stat('Z')).isEnded).toBe(true)
})

test('a text of another form is refused, not guessed at', () => {
  expect(() => readStat('4711 (java) S 1')).toThrow('unknown form')
})

test('this process is found, with the start that the kernel tells', () => {
  const own = recordOf(process.pid)
  expect(own).toMatchObject({
    pid: process.pid,
    startTicks: readStat(readFileSync('/proc/self/stat', 'utf8')).startTicks,
  })
  expect(own !== null && isRunning(own)).toBe(true)
})

test('a later process with the same number, or one of another boot, is not taken for the recorded one', () => {
  const own = recordOf(process.pid)!
  expect(isRunning({ ...own, startTicks: own.startTicks - 1 })).toBe(false)
  expect(isRunning({ ...own, boot: 'another' })).toBe(false)
})

test('a process that ended does not run', async () => {
  const child = spawn('sleep', ['60'])
  await once(child, 'spawn')
  const record = recordOf(child.pid!)!
  expect(isRunning(record)).toBe(true)
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  expect(isRunning(record)).toBe(false)
  expect(recordOf(child.pid!)).toBeNull()
})
