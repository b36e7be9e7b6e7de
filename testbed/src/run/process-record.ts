import { readFileSync } from 'node:fs'
import { isProcessGone } from './send-signal.ts'

/**
 * One process, told apart from every other that may ever get its number: by the moment it started, in clock ticks of
 * this boot of the machine.
 */
export type ProcessRecord = { readonly pid: number; readonly startTicks: number; readonly boot: string }

/** What the kernel says of a process in `/proc/PID/stat`. */
export type ProcessStat = { readonly isEnded: boolean; readonly startTicks: number }

/** Reads `/proc/PID/stat`. The second field is the program's own name and may hold blanks and parentheses. */
export function readStat(text: string): ProcessStat {
  const fields = text
    .slice(text.lastIndexOf(')') + 1)
    .trim()
    .split(/\s+/)
  const state = fields[0]
  const startTicks = Number(fields[19])
  if (state === undefined || !Number.isInteger(startTicks)) throw new Error('read the state of a process: unknown form')
  return { isEnded: state === 'Z' || state === 'X', startTicks }
}

/** The record of a process that runs now; `null` if it does not. */
export function recordOf(pid: number): ProcessRecord | null {
  const stat = statOf(pid)
  return stat === null || stat.isEnded ? null : { pid, startTicks: stat.startTicks, boot: bootOfMachine() }
}

/** Whether exactly this process, and not a later one with its number, still runs. */
export function isRunning(record: ProcessRecord): boolean {
  const now = recordOf(record.pid)
  return now !== null && now.startTicks === record.startTicks && now.boot === record.boot
}

function statOf(pid: number): ProcessStat | null {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    if (isProcessGone(error)) return null
    throw new Error(`look for process ${pid}`, { cause: error })
  }
  return readStat(text)
}

function bootOfMachine(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
}
