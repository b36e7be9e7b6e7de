import { access, constants } from 'node:fs/promises'
import { platform } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '../run/run-program.ts'

/** What matters of the machine that a testbed is to run on. */
export type Machine = {
  readonly platform: string
  readonly isRoot: boolean
  /** Those programs of `wantedPrograms` that are there. */
  readonly programs: ReadonlySet<string>
  /** `null` where there is none, or none that says its version. */
  readonly goVersion: string | null
  readonly javaVersion: string | null
}

/** The system's programs that some level needs. */
export const wantedPrograms = [
  'go',
  'java',
  'mvn',
  'etcd',
  'openssl',
  'containerd',
  'runc',
  'iptables',
  'ipset',
  'conntrack',
  'ip',
  'nginx',
  'redis-server',
  'git',
  'ssh',
] as const
export type WantedProgram = (typeof wantedPrograms)[number]

/** Where Debian keeps programs for administrators, which a person's PATH may lack. */
export const administratorFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'] as const

/** Looks at this machine; changes nothing. */
export async function lookAtMachine(path: readonly string[]): Promise<Machine> {
  const folders = [...path, ...administratorFolders]
  const found = await Promise.all(wantedPrograms.map(async (name) => ((await isIn(folders, name)) ? [name] : [])))
  const programs = new Set<string>(found.flat())
  return {
    platform: platform(),
    isRoot: process.getuid?.() === 0,
    programs,
    goVersion: programs.has('go') ? await versionOf('go', ['env', 'GOVERSION'], /^go(\d+\.\d+)/) : null,
    javaVersion: programs.has('java') ? await versionOf('java', ['--version'], /(\d+)(?:\.\d+)*/) : null,
  }
}

async function isIn(folders: readonly string[], name: string): Promise<boolean> {
  for (const folder of folders) {
    try {
      await access(join(folder, name), constants.X_OK)
      return true
    } catch {
      // not in this folder, or not ours to run: the same for whoever wants to run it
    }
  }
  return false
}

async function versionOf(file: string, args: readonly string[], form: RegExp): Promise<string | null> {
  try {
    return form.exec(await runProgram(file, args, { limitMs: 20_000 }))?.[1] ?? null
  } catch {
    return null // a program that cannot even say its version counts as missing, and that is said
  }
}
