import { expect, test } from 'vitest'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'
import { takenHosts } from './hosts.ts'

function anIngress(namespace: string, host: string): KubernetesObject {
  const metadata = { name: 'web', namespace, uid: namespace }
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: { rules: [{ host }] } }
}

/** A server whose lists are answered by hand, with what was there when they were asked for. */
function aSlowServer() {
  const present: KubernetesObject[] = []
  const answers: (() => void)[] = []
  const list = (): Promise<readonly KubernetesObject[]> => {
    const seen = [...present]
    return new Promise((resolve) => answers.push(() => resolve(seen)))
  }
  const kubernetes = { list } as unknown as KubernetesPort // nothing else is asked of it
  return { kubernetes, present, answers }
}

test('who asks while a list is read shares the next one, and misses nothing that was there when it asked', async () => {
  const { kubernetes, present, answers } = aSlowServer()
  const mine = anIngress('mine', 'shop.example')
  const early = takenHosts(kubernetes, [mine])
  present.push(anIngress('theirs', 'shop.example'))
  const late = [takenHosts(kubernetes, [mine]), takenHosts(kubernetes, [mine])]
  answers[0]?.()
  expect(await early).toEqual([])
  await expect.poll(() => answers.length).toBe(2)
  answers[1]?.()
  expect(await Promise.all(late)).toEqual([[mine], [mine]])
  expect(answers).toHaveLength(2)
})

test('a list that failed is not the answer of those who asked meanwhile', async () => {
  let lists = 0
  const list = (): Promise<readonly KubernetesObject[]> => {
    lists += 1
    return lists === 1 ? Promise.reject(new Error('away')) : Promise.resolve([])
  }
  const kubernetes = { list } as unknown as KubernetesPort // nothing else is asked of it
  const mine = [anIngress('mine', 'shop.example')]
  const [first, second] = [takenHosts(kubernetes, mine), takenHosts(kubernetes, mine)]
  await expect(first).rejects.toThrow('away')
  expect(await second).toEqual([])
})
