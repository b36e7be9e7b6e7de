import type { sessions as english } from '../en/sessions.ts'

export const sessions: typeof english = {
  title: 'Waar u bent aangemeld',
  about:
    'Elke browser waarin u hier bent aangemeld. Beëindig wat u niet kent: het heeft geen toegang tot het opnieuw aanmeldt. Is het bij uw aanmelddienst nog aangemeld, beëindig het dan ook daar.',
  unknownBrowser: 'Een browser die zijn naam niet noemde',
  present: 'deze browser',
  since: 'Aangemeld',
  seen: 'laatst gezien',
  end: 'Beëindigen',
  endThing: 'De sessie in {name} beëindigen',
  endOthers: 'Alle andere beëindigen',
}
