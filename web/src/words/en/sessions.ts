export const sessions = {
  title: 'Where you are signed in',
  about: 'Each browser in which you are signed in here. End what you do not know: it has to sign in again.',
  unknownBrowser: 'A browser that did not say its name',
  present: 'this browser',
  since: 'Signed in',
  seen: 'last seen',
  end: 'End',
  endThing: 'End the session in {name}',
  endOthers: 'End all others',
}
