import type { Rule } from '../draft.ts'
import type { Finding, Path, Remark } from '../finding.ts'
import type { Component } from '../model.ts'

/** Ports: no two are the same, and none is one that only root may open. */
export const ports: Rule = ({ file, keysAt }) => {
  const all = Object.entries(file.components).map(([name, component]) => {
    const short = keysAt(['components', name]).includes('port')
    const pathOf = (port: string): Path => (short ? ['components', name, 'port'] : ['components', name, 'ports', port])
    return { component, pathOf }
  })
  return {
    findings: all.flatMap(({ component, pathOf }) => twice(component, pathOf)),
    remarks: all.flatMap(({ component, pathOf }) => low(component, pathOf)),
  }
}

function twice(component: Component, pathOf: (port: string) => Path): readonly Finding[] {
  const seen = new Map<string, string>()
  return Object.entries(component.ports).flatMap(([name, { port, protocol }]) => {
    const before = seen.get(`${port} ${protocol}`)
    seen.set(`${port} ${protocol}`, before ?? name)
    if (before === undefined) return []
    const message = `The port ${port} (${protocol}) already has the name "${before}". Keep one of the names.`
    return [{ code: 'VALUE_INVALID' as const, path: pathOf(name), message }]
  })
}

function low(component: Component, pathOf: (port: string) => Path): readonly Remark[] {
  return Object.entries(component.ports)
    .filter(([, { port }]) => port < 1024)
    .map(([name, { port }]) => ({
      code: 'PORT_BELOW_1024',
      path: pathOf(name),
      message: `Only root may open the port ${port}, and clusters do not start containers as root. Let the program listen on a port from 1024, such as 8080; the address outside stays the same.`,
    }))
}
