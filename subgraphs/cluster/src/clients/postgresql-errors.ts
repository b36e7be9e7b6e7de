import pg from 'pg'
import { PortError, type PortFault } from '../ports/port-error.ts'
import { noAnswer } from './no-answer.ts'

const backend = 'postgresql'

/** What a SQLSTATE means for us; the code decides, never the text. */
const faults: Readonly<Record<string, PortFault>> = {
  '42P04': 'exists', // duplicate_database
  '42P06': 'exists', // duplicate_schema
  '42710': 'exists', // duplicate_object: roles, extensions
  '23505': 'exists', // unique_violation: two creations of one name at the same time
  '3D000': 'not-found', // invalid_catalog_name
  '3F000': 'not-found', // invalid_schema_name
  '42704': 'not-found', // undefined_object
  '28000': 'refused', // invalid_authorization_specification: no login, no pg_hba line
  '28P01': 'refused', // invalid_password
  '42501': 'refused', // insufficient_privilege
  '55006': 'conflict', // object_in_use
  '55P03': 'conflict', // lock_not_available
  '55000': 'conflict', // object_not_in_prerequisite_state: a database that accepts no connections yet
  '2BP01': 'conflict', // dependent_objects_still_exist: something still uses what is to go
  '40001': 'conflict',
  '40P01': 'conflict',
  XX000: 'conflict', // "tuple concurrently updated": two changes of one role at the same time
  '53100': 'quota', // disk_full
  '53300': 'unavailable', // too_many_connections
  '57014': 'unavailable', // query_canceled: its time was over
}

/** By class, for what has no line above: connection, resources and operator's intervention pass by themselves. */
const classes: Readonly<Record<string, PortFault>> = { '08': 'unavailable', '53': 'unavailable', '57': 'unavailable' }

/** The server's code of an error, if it is an answer of the server. */
export function sqlState(error: unknown): string | undefined {
  const answer = error instanceof PortError ? error.cause : error
  return answer instanceof pg.DatabaseError ? answer.code : undefined
}

const noTls = 'The server does not support SSL connections'

/** Translates what the driver throws, once. Statements are in no message, so no verifier is either. */
export function postgresError(error: unknown, doing: string): PortError {
  if (error instanceof PortError) return error
  const code = sqlState(error)
  if (code !== undefined) {
    const fault = faults[code] ?? classes[code.slice(0, 2)] ?? 'invalid'
    const answer =
      fault === 'refused' ? `the server refuses that to this account (${code}).` : `the server answers ${code}.`
    return new PortError(backend, fault, `${doing}: ${answer}`, { cause: error })
  }
  // The driver has no code for a server that says it speaks no TLS.
  if (error instanceof Error && error.message === noTls)
    return new PortError(backend, 'certificate-missing', `${doing}: the server does not speak TLS.`, { cause: error })
  return noAnswer(backend, doing, error)
}
