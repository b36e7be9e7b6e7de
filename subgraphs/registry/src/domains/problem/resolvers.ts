import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Resolvers } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../../context.ts'
import { differencesIn, retainedChoicesIn, textIn, textsIn } from './details.ts'

/** The concrete type that carries the facts of a problem. */
function typeOf(problem: Problem) {
  switch (problem.code) {
    case 'IN_USE':
      return 'InUseProblem' as const
    case 'DATA_LOSS':
      return 'DataLossProblem' as const
    case 'CONFLICT':
      return 'ConflictProblem' as const
    case 'RETAINED_DATA':
      return 'RetainedDataProblem' as const
    default:
      return 'PlainProblem' as const
  }
}

const path = (problem: Problem): readonly string[] | null => (problem.path.length === 0 ? null : problem.path)

export const problemResolvers: Resolvers<Context> = {
  Problem: { __resolveType: typeOf },
  PlainProblem: { path },
  InUseProblem: { path, usedBy: (problem) => textsIn(problem, 'usedBy') },
  DataLossProblem: {
    path,
    what: (problem) => textsIn(problem, 'what'),
    confirm: (problem) => textIn(problem, 'confirm') ?? '',
  },
  ConflictProblem: {
    path,
    currentRevision: (problem) => textIn(problem, 'currentRevision'),
    differences: differencesIn,
  },
  RetainedDataProblem: {
    path,
    until: (problem) => textIn(problem, 'until'),
    choices: retainedChoicesIn,
  },
}
