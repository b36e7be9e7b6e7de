import type { GraphQLError } from 'graphql'

/**
 * What is wrong with a variable, and where, without the value: graphql's own words quote it, with everything that was
 * sent beside it, and so would show a secret in answers and wherever people keep these.
 */
export function variableFault(error: GraphQLError): string {
  const reason = error.originalError?.message
  // Without a value there is none to quote: the variable was left out, or is null.
  if (reason === undefined || !error.message.endsWith(`; ${reason}`)) return error.message
  const quoting = error.message.slice(0, -reason.length - 2)
  const variable = /^Variable "\$([_A-Za-z][_0-9A-Za-z]*)"/.exec(quoting)?.[1] ?? ''
  // Behind the value; a value cannot end like this, for the signs of quotation in it are escaped.
  const path = / at "([^"\\]*)"$/.exec(quoting)?.[1] ?? variable
  return `The variable "$${path}" has an impossible value: ${withoutValue(reason)}`
}

/** Scalars and enums quote what they were given. */
function withoutValue(reason: string): string {
  return reason
    .replace(/^((?:\w+|Enum "\w+") cannot represent [^:]*?)(?: value)?:.*$/s, '$1 value.')
    .replace(/^Value ".*" does/s, 'It does')
}
