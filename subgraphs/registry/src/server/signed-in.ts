import { defaultFieldResolver, type GraphQLSchema } from 'graphql'
import type { Context } from '../context.ts'
import { topLevel } from '../domains/errors.ts'

/** Refuses whoever did not sign in, or not with the account of their address, or whose token ended since it was shown. */
export function requireSignedIn({ access }: Pick<Context, 'access'>): void {
  if (access.isOver) throw topLevel('UNAUTHENTICATED', 'The token was revoked or has expired.')
  if (access.caller.type === 'anonymous') throw topLevel('UNAUTHENTICATED', 'Sign in first.')
  if (access.refusal !== null) throw topLevel('FORBIDDEN', access.refusal)
}

/**
 * Puts that question before every root field, so that none that is added can forget it. (Streams ask it where they
 * begin.) What somebody who signed in may do is decided behind it.
 */
export function onlySignedIn(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const resolve = field.resolve ?? defaultFieldResolver
      field.resolve = (source, args, context: Context, info) => {
        requireSignedIn(context)
        return resolve(source, args, context, info)
      }
    }
  }
  return schema
}
