import { readFile } from 'node:fs/promises'
import { certificateFiles } from '@operations-manager/sandbox/programs/cluster-ways.ts'
import { Agent, fetch, type RequestInit, type Response } from 'undici'
import type { System } from './start-system.ts'

export type AskedProgram = 'gateway' | 'registry' | 'cluster-a' | 'cluster-b'

/** Asks a program of a system at the port where it listens, whoever asks it there usually; reads all of the answer. */
export async function askDirectly(
  { sandbox, dataFolder, clusterWay }: System,
  program: AskedProgram,
  path: string,
  init: RequestInit = {},
): Promise<{ readonly ok: boolean; readonly status: number; readonly text: string }> {
  const isCluster = program === 'cluster-a' || program === 'cluster-b'
  const files = isCluster ? certificateFiles({ dataFolder, clusterWay }, program) : null
  const place = `127.0.0.1:${sandbox.ports[program]}${path}`
  if (files === null) return told(await fetch(`http://${place}`, init))
  const dispatcher = new Agent({ connect: { ca: await readFile(files.certificate) } })
  try {
    return await told(await fetch(`https://${place}`, { ...init, dispatcher }))
  } finally {
    await dispatcher.close()
  }
}

async function told(answer: Response) {
  return { ok: answer.ok, status: answer.status, text: await answer.text() }
}
