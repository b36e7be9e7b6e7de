import type { Level } from '../level.ts'
import type { Machine, WantedProgram } from './machine.ts'

/** Something that this machine lacks, and what a person can do about it. */
export type Missing = { readonly what: string; readonly remedy: string }

type Needed = { readonly program: WantedProgram; readonly debianPackage: string }

const services: readonly Needed[] = [{ program: 'mvn', debianPackage: 'maven' }]

const cluster: readonly Needed[] = [
  { program: 'etcd', debianPackage: 'etcd-server' },
  { program: 'openssl', debianPackage: 'openssl' },
]

const node: readonly Needed[] = [
  { program: 'containerd', debianPackage: 'containerd' },
  { program: 'runc', debianPackage: 'runc' },
  { program: 'iptables', debianPackage: 'iptables' },
  { program: 'ipset', debianPackage: 'ipset' },
  { program: 'conntrack', debianPackage: 'conntrack' },
  { program: 'ip', debianPackage: 'iproute2' },
  { program: 'nginx', debianPackage: 'nginx-light' },
  { program: 'redis-server', debianPackage: 'redis-server' },
  // What the image of the registry has of Debian.
  { program: 'git', debianPackage: 'git' },
  { program: 'ssh', debianPackage: 'openssh-client' },
]

const neededBy = {
  services,
  cluster: [...services, ...cluster],
  node: [...services, ...cluster, ...node],
} satisfies Record<Level, readonly Needed[]>

/** All that this machine lacks for a level, each with its remedy; empty if the level can be started. */
export function missingFor(level: Level, machine: Machine): Missing[] {
  if (machine.platform !== 'linux') {
    return [{ what: 'Linux', remedy: 'The testbed runs on Linux only; the other suites run here.' }]
  }
  return [
    ...goMissing(machine),
    ...javaMissing(machine),
    ...packagesMissing(level, machine),
    ...rootMissing(level, machine),
  ]
}

function goMissing({ goVersion }: Machine): Missing[] {
  const remedy = 'npm run testbed:install (as root), or install Go 1.21 or later and put it on the PATH'
  if (goVersion === null) return [{ what: 'Go', remedy }]
  const [major = 0, minor = 0] = goVersion.split('.').map(Number)
  // From 1.21 on, Go fetches by itself the version that a module asks for.
  return major > 1 || minor >= 21 ? [] : [{ what: `Go 1.21 or later (here is ${goVersion})`, remedy }]
}

function javaMissing({ javaVersion }: Machine): Missing[] {
  const remedy = 'apt-get install default-jre-headless'
  if (javaVersion === null) return [{ what: 'Java', remedy }]
  return Number(javaVersion) >= 17 ? [] : [{ what: `Java 17 or later (here is ${javaVersion})`, remedy }]
}

function packagesMissing(level: Level, { programs }: Machine): Missing[] {
  return neededBy[level]
    .filter(({ program }) => !programs.has(program))
    .map(({ program, debianPackage }) => ({ what: program, remedy: `apt-get install ${debianPackage}` }))
}

function rootMissing(level: Level, { isRoot }: Machine): Missing[] {
  if (level !== 'node' || isRoot) return []
  return [{ what: 'root', remedy: 'Start it as root: network namespaces and containers need it.' }]
}

/** What a person reads who wanted a level that this machine cannot give. */
export function missingMessage(level: Level, missing: readonly Missing[]): string {
  const lines = missing.map(({ what, remedy }) => `  ${what} → ${remedy}`)
  const all = missing.some(({ remedy }) => remedy.startsWith('apt-get'))
    ? '\nOr all that is missing at once, as root: npm run testbed:install'
    : ''
  return `This machine cannot run a testbed of level "${level}". Missing:\n${lines.join('\n')}${all}`
}
