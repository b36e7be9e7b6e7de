import type { Resolvers } from '@operations-manager/schema/generated/registry.ts'
import { signedIn } from '../../changes/actor.ts'
import type { Context } from '../../context.ts'
import { shownDecision } from '../visibility.ts'
import { forgetSignIn } from './sign-in.ts'

export const viewerResolvers: Resolvers<Context> = {
  Query: {
    viewer: (_, __, { access }) => ({ name: signedIn(access).name }),
  },
  Viewer: {
    email: (_, __, { access }) => access.email,
    isOperator: (_, __, { access }) => access.isOperator,
    isAuditor: (_, __, { access }) => access.isAuditor,
    viewerCan: (_, __, { access }) => ({
      createProject: shownDecision(access.toInstallation('createProject')),
      createToken: shownDecision(access.toInstallation('createToken')),
      readAudit: shownDecision(access.toInstallation('readAudit')),
      operate: shownDecision(access.toInstallation('operate')),
    }),
  },
  Mutation: { forgetSignIn: (_, { input }, context) => forgetSignIn(context, input) },
}
