import { SessionsPageDocument } from '../../../generated/graph.ts'
import { answered } from '../../graph/answered.ts'
import { requireSession } from '../../session/current.ts'
import { services } from '../../session/services.ts'
import { SessionsPage } from '../../sessions/sessions-page.tsx'

export default async function Page() {
  const { key: present, person } = await requireSession()
  const [first, listed] = await Promise.all([answered(SessionsPageDocument), services().sessions.list(person.subject)])
  const sessions = listed.map(({ key, browser, createdAt, lastSeenAt }) => ({
    key,
    browser,
    isPresent: key === present,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }))
  return <SessionsPage viewer={first.viewer} sessions={sessions} />
}
