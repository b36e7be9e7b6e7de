import { NextResponse, type NextRequest } from 'next/server'
import { currentSession } from './current.ts'
import { isFromOurPages } from './from-our-pages.ts'
import { services } from './services.ts'

/** Ends one other session of the person, or all others; this one is ended by signing out. */
export async function endOtherSessions(request: NextRequest): Promise<Response> {
  const { config, sessions } = services()
  if (!isFromOurPages(request.headers, config.publicUrl)) {
    return new Response('Ending a session is a button on our own pages.', { status: 403 })
  }
  const present = await currentSession()
  if (present !== null) {
    const { subject } = present.person
    const asked = (await request.formData()).get('session')
    const others = (await sessions.list(subject)).map(({ key }) => key).filter((key) => key !== present.key)
    await sessions.endOf(subject, asked === 'others' ? others : others.filter((key) => key === asked))
  }
  const back = NextResponse.redirect(new URL('/sessions', config.publicUrl), { status: 303 })
  back.headers.set('cache-control', 'no-store')
  return back
}
