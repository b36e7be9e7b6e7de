import { sql, type RawBuilder } from 'kysely'

/** What may not be changed without an audit record in the same transaction. */
export type Guard = {
  readonly table: string
  /** `insert`, `insert or delete`, … */
  readonly on: 'insert' | 'update' | 'delete' | 'insert or update' | 'insert or delete' | 'insert or update or delete'
  /** A condition over `old` and `new`. */
  readonly when?: string
  /** The second one lets go what belongs to a project of which nothing is left; it wants a column `project`. */
  readonly run?: 'require_audit' | 'require_audit_of_project'
}

/** The condition that one of these columns has another value. */
export function changed(...columns: readonly string[]): string {
  const row = (which: 'old' | 'new'): string => columns.map((column) => `${which}.${column}`).join(', ')
  return `(${row('old')}) is distinct from (${row('new')})`
}

/** Has the database look at the end of each transaction. The parts are written in migrations, never by anybody else. */
export function guard({ table, on, when, run = 'require_audit' }: Guard): RawBuilder<unknown> {
  return sql.raw(`create constraint trigger audited_${on.replaceAll(' ', '_')} after ${on} on ${table}
    deferrable initially deferred for each row ${when === undefined ? '' : `when (${when})`}
    execute function ${run}()`)
}
