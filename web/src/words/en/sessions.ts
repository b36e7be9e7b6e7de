export const sessions = {
  title: 'Where you are signed in',
  about:
    'Each browser in which you are signed in here. End what you do not know: it has no access until it signs in again. Where it is signed in at your sign-in service, end that there too.',
  unknownBrowser: 'A browser that did not say its name',
  present: 'this browser',
  since: 'Signed in',
  seen: 'last seen',
  end: 'End',
  endThing: 'End the session in {name}',
  endOthers: 'End all others',
}
