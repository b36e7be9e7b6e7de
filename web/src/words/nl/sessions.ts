import type { sessions as english } from '../en/sessions.ts'

export const sessions: typeof english = {
  title: 'Waar u bent aangemeld',
  about: 'Elke browser waarin u hier bent aangemeld. Beëindig wat u niet kent: daar moet opnieuw worden aangemeld.',
  unknownBrowser: 'Een browser die zijn naam niet noemde',
  present: 'deze browser',
  since: 'Aangemeld',
  seen: 'laatst gezien',
  end: 'Beëindigen',
  endThing: 'De sessie in {name} beëindigen',
  endOthers: 'Alle andere beëindigen',
}
