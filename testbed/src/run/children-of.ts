import { readFile } from 'node:fs/promises'

/** The processes that a process of one thread has started, oldest first; throws if it is not there. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim()
  return children === '' ? [] : children.split(' ').map(Number)
}
