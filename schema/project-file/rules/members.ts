import { refusing } from '../draft.ts'
import type { Finding } from '../finding.ts'

/** Who takes part: somebody owns the project, and nobody stands in the list twice. */
export const members = refusing(({ file, isSound }) => {
  const findings: Finding[] = []
  const first = new Map<string, string>()
  file.members.forEach(({ email }, index) => {
    const same = first.get(email.toLowerCase())
    if (same === undefined) first.set(email.toLowerCase(), email)
    else {
      const message = `${same} is already a member; addresses count without regard to capitals. Keep one entry with the role that is meant.`
      findings.push({ code: 'MEMBER_INVALID', path: ['members', index, 'email'], message })
    }
  })
  if (isSound(['members']) && !file.members.some(({ role }) => role === 'owner')) {
    const message =
      'No member has the role owner, so nobody could give rights or delete the project. Make at least one member owner.'
    findings.push({ code: 'MEMBER_INVALID', path: ['members'], message, at: 'key' })
  }
  return findings
})
