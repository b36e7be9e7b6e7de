import type { Resolvers } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../../context.ts'
import { readAccessToken } from '../../store/access-tokens.ts'
import { listTokenRules } from '../../store/token-rules.ts'
import { putRule, removeRule, setSettings, settingsOf } from './rules.ts'
import { createToken, revokeToken } from './tokens.ts'
import { isEffective, shownScope, stateOf, tokenPage } from './view.ts'

export const tokenResolvers: Resolvers<Context> = {
  Project: {
    tokens: ({ name, state }, args, context) =>
      context.access.to('manageTokens', { name, state }).allowed ? tokenPage(context, { project: name }, args) : null,
    tokenRules: ({ name, state }, _, context) =>
      context.access.to('manageTokens', { name, state }).allowed ? listTokenRules(context.app.db, name) : null,
    tokenSettings: ({ name, state }, _, context) =>
      context.access.to('manageTokens', { name, state }).allowed ? settingsOf(context, name) : null,
  },
  Viewer: {
    // A token sees itself and none of the others: it is one program's, not its maker's.
    tokens: (_, args, context) => {
      const { caller, email } = context.access
      return tokenPage(context, { createdBy: caller.type === 'person' ? (email ?? '') : '' }, args)
    },
    token: (_, __, { access: { caller }, app }) =>
      caller.type === 'token' ? readAccessToken(app.db, caller.token) : null,
    maximumTokenDays: (_, __, { app }) => app.tokens.maximumDays,
  },
  AccessToken: {
    state: (token, _, context) => stateOf(context, token),
    scopes: ({ scopes }) => scopes.map(shownScope),
    createdBy: ({ maker }) => maker,
  },
  TokenRule: {
    scopes: ({ scopes }) => scopes.map(shownScope),
    lifetimeMinutes: ({ lifetimeSeconds }) => lifetimeSeconds / 60,
    createdBy: ({ maker }) => maker,
    isEffective: (rule, _, context) => isEffective(context, rule),
  },
  Mutation: {
    createToken: (_, { input }, context) => createToken(context, input),
    revokeToken: (_, { input }, context) => revokeToken(context, input),
    setTokenSettings: (_, { input }, context) => setSettings(context, input),
    putTokenRule: (_, { input }, context) => putRule(context, input),
    removeTokenRule: (_, { input }, context) => removeRule(context, input),
  },
}
