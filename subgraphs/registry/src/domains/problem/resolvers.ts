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

export const problemResolvers: Resolvers<Context> = {
  Problem: { __resolveType: typeOf },
  InUseProblem: { usedBy: (problem) => textsIn(problem, 'usedBy') },
  DataLossProblem: {
    what: (problem) => textsIn(problem, 'what'),
    confirm: (problem) => textIn(problem, 'confirm') ?? '',
  },
  ConflictProblem: {
    currentRevision: (problem) => textIn(problem, 'currentRevision'),
    differences: differencesIn,
  },
  RetainedDataProblem: {
    until: (problem) => textIn(problem, 'until'),
    choices: retainedChoicesIn,
  },
}
