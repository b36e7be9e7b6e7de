import type { Access } from '../access/access.ts'
import { check, type CheckInput, type Checked } from './check.ts'
import type { ChangeDependencies } from './commit.ts'
import { requestDirectly, type Direct } from './direct.ts'
import { sealInput, type SecretSubmission } from './secret.ts'
import { submitChange, type Submission, type Submitted } from './submit.ts'
import { repeatOperation, stopOperation, undoOperation, type About } from './operations.ts'
import { confirmRemoval, type Confirmation } from './held-removal.ts'

/** Everything that changes projects; each mutation of the graph is one of these. */
export type Changes = {
  /** A change of a project file, by a commit. */
  submit(submission: Submission): Promise<Submitted>
  /** A value for a secret: sealed at once, then a change like any other. */
  setSecret(submission: SecretSubmission): Promise<Submitted>
  /** What asks clusters for something without changing a file. */
  direct(direct: Direct): Promise<Submitted>
  confirmRemoval(confirmation: Confirmation): Promise<Submitted>
  cancel(about: About): Promise<Submitted>
  retry(about: About): Promise<Submitted>
  revert(about: About): Promise<Submitted>
  /** Validates and compares; changes nothing. */
  check(access: Access, input: CheckInput): Promise<Checked>
}

export function createChanges(deps: ChangeDependencies): Changes {
  return {
    submit: (submission) => submitChange(deps, submission),
    setSecret: (submission) => sealInput(deps, submission),
    direct: (direct) => requestDirectly(deps, direct),
    confirmRemoval: (confirmation) => confirmRemoval(deps, confirmation),
    cancel: (about) => stopOperation(deps, about),
    retry: (about) => repeatOperation(deps, about),
    revert: (about) => undoOperation(deps, about),
    check: (access, input) => check(deps, access, input),
  }
}
