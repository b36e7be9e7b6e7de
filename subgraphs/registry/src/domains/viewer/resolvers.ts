import type { Resolvers } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../../context.ts'
import { topLevel } from '../errors.ts'
import { shownDecision } from '../visibility.ts'
import { forgetSignIn } from './sign-in.ts'

export const viewerResolvers: Resolvers<Context> = {
  Query: {
    viewer: (_, __, { access }) => {
      if (access.caller.type !== 'person') throw topLevel('UNAUTHENTICATED', 'Sign in first.')
      return {
        name: access.caller.name,
        email: access.email,
        isOperator: access.isOperator,
        isAuditor: access.isAuditor,
        viewerCan: {
          createProject: shownDecision(access.toInstallation('createProject')),
          operate: shownDecision(access.toInstallation('operate')),
          readAudit: shownDecision(access.toInstallation('readAudit')),
        },
      }
    },
  },
  Mutation: { forgetSignIn: (_, { input }, context) => forgetSignIn(context, input) },
}
