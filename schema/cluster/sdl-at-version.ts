import { Kind, parse, print, visit, type ASTNode, type ConstDirectiveNode } from 'graphql'

/**
 * The SDL as it was at a contract version: what carries `@since(version: n)` with a higher n is left out, and the
 * directive itself never leaves this file. One cluster with one more field on a shared type would fail the whole
 * composition, so a new element is marked with the version that brings it.
 */
export function sdlAtVersion(sdl: string, version: number): string {
  const document = parse(sdl, { noLocation: true })
  const trimmed = visit(document, {
    enter(node: ASTNode) {
      if (node.kind === Kind.DIRECTIVE && node.name.value === 'since') return null
      return sinceOf(node) > version ? null : undefined
    },
  })
  return print(trimmed)
}

function sinceOf(node: ASTNode): number {
  if (!('directives' in node) || node.directives === undefined) return 0
  const since = node.directives.find((directive) => directive.name.value === 'since')
  return since === undefined ? 0 : versionArgument(since as ConstDirectiveNode) // in an SDL all arguments are constants
}

function versionArgument(directive: ConstDirectiveNode): number {
  const argument = directive.arguments?.find(({ name }) => name.value === 'version')
  if (argument?.value.kind !== Kind.INT) throw new TypeError('@since needs the argument version, a whole number')
  return Number(argument.value.value)
}
