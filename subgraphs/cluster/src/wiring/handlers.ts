import { EnvelopeError } from '@operations-manager/schema/sealing/envelope.ts'
import { openSecret, sealSecret } from '@operations-manager/schema/sealing/secret-envelope.ts'
import type { ObjectRef } from '@operations-manager/schema/link/messages.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Executor } from '../graphql/executor.ts'
import { CannotAnswer, once, type LinkHandlers } from '../link/answers.ts'
import { NotFound } from '../live/deployment.ts'
import { followLogs } from '../live/logs.ts'
import type { LiveDeps } from '../live/deps.ts'
import { isCertificateFault, PortError } from '../ports/port-error.ts'
import { certificateProblem } from '../reconcile/certificate-problem.ts'
import type { OrphanAction, OrphanAnswer } from '../reconcile/orphans.ts'

export type HandlerDeps = {
  readonly executor: Executor
  readonly live: LiveDeps
  readonly ageIdentity: Secret
  /** Removes or adopts what nobody wishes, or refuses and touches nothing. */
  readonly actOnOrphan: (action: OrphanAction, object: ObjectRef, signal: AbortSignal) => Promise<OrphanAnswer>
  /** Gives a person a temporary password in the realm of a deployment, and answers the user's name with it. */
  readonly resetSignIn: (deployment: string, email: string) => Promise<{ username: string; password: Secret }>
}

/** What this cluster answers when the registry asks over the link. */
export function linkHandlers({ executor, live, ageIdentity, actOnOrphan, resetSignIn }: HandlerDeps): LinkHandlers {
  return {
    graphql: once((request, signal) => executor.execute(request, signal)),
    logs: async function* logs({ deployment, component, since }, signal) {
      try {
        for await (const { pod, container, at, text } of followLogs(live, deployment, component, since, signal)) {
          yield { pod, container, at, text }
        }
      } catch (error) {
        throw answerable(error)
      }
    },
    reseal: once(async ({ envelope, recipients }) => {
      try {
        return { envelope: await sealSecret(await openSecret(envelope, ageIdentity), recipients) }
      } catch (error) {
        throw answerable(error)
      }
    }),
    orphan: once(({ action, object }, signal) => actOnOrphan(action, object, signal)),
    'reset-sign-in': once(async ({ deployment, email, recipient }) => {
      try {
        const { username, password } = await resetSignIn(deployment, email)
        return { username, envelope: await sealSecret(password, [recipient]) }
      } catch (error) {
        throw answerable(error)
      }
    }),
  }
}

/** What the asker may read of an error; everything else stays in the log of this cluster. */
function answerable(error: unknown): unknown {
  if (error instanceof NotFound) return new CannotAnswer('NOT_FOUND', error.message, { cause: error })
  if (error instanceof EnvelopeError) return new CannotAnswer('SECRET_UNREADABLE', error.message, { cause: error })
  if (!(error instanceof PortError)) return error
  if (isCertificateFault(error.fault)) {
    const { code, message } = certificateProblem(error.fault, `The cluster's ${error.backend}`, {})
    return new CannotAnswer(code, message, { cause: error })
  }
  const code = error.fault === 'unavailable' ? 'BACKEND_UNAVAILABLE' : 'BACKEND_REFUSED'
  return new CannotAnswer(code, `The cluster's ${error.backend} did not answer or refused.`, { cause: error })
}
