import { createHash } from 'node:crypto'
import type { Account, Answer, Call, Connection } from './connection.ts'

/** The server as the platform's own account sees it. */
export type Caller = {
  /** A call of S3. */
  readonly s3: (doing: string, call: Call) => Promise<Answer>
  /** A call of the admin API, by its name. */
  readonly admin: (doing: string, call: Omit<Call, 'path'> & { readonly call: string }) => Promise<Answer>
}

export function callerOf(connection: Connection, account: Account): Caller {
  return {
    s3: (doing, call) => connection.send(account, doing, call),
    admin: (doing, { call, ...rest }) => connection.send(account, doing, { ...rest, path: `/minio/admin/v3/${call}` }),
  }
}

/** A body with the checksum that S3 wants of some. */
export function checked(body: string): Pick<Call, 'body' | 'headers'> {
  const digest = createHash('md5').update(body).digest('base64')
  return { body, headers: { 'content-md5': digest, 'content-type': 'application/xml' } }
}

/** A name of a bucket or an object, as it stands in a path. */
export function pathOf(...names: readonly string[]): string {
  return names.map((name) => `/${name.split('/').map(encodeURIComponent).join('/')}`).join('')
}
