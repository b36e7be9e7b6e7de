/**
 * Visits each node once everything it needs is done; nodes without a path between them at the same time.
 * A node that is not done keeps those that need it from being visited. Needs that are not nodes count as done.
 */
export async function walkGraph<Node extends { readonly key: string; readonly needs: readonly string[] }>(
  nodes: readonly Node[],
  visit: (node: Node) => Promise<boolean>,
): Promise<void> {
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  const started = new Map<string, Promise<boolean>>()
  const start = (node: Node, path: readonly string[]): Promise<boolean> => {
    const known = started.get(node.key)
    if (known !== undefined) return known
    if (path.includes(node.key)) throw new Error(`steps need each other in a circle: ${[...path, node.key].join(', ')}`)
    const needed = node.needs.flatMap((key) => byKey.get(key) ?? [])
    const before = needed.map((one) => start(one, [...path, node.key]))
    const ended = Promise.all(before).then((done) => (done.every(Boolean) ? visit(node) : false))
    started.set(node.key, ended)
    return ended
  }
  await Promise.all(nodes.map((node) => start(node, [])))
}
