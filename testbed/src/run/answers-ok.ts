/** Whether this address answers 2xx; throws where nothing answers at all. */
export async function answersOk(url: string, signal: AbortSignal): Promise<boolean> {
  const answer = await fetch(url, { signal, redirect: 'manual' })
  await answer.body?.cancel()
  return answer.ok
}
