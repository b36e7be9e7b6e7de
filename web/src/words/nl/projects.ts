import type { projects as english } from '../en/projects.ts'

export const projects: typeof english = {
  title: 'Projecten',
  count: '{count, plural, =0 {Geen projecten} one {# project} other {# projecten}}',
  search: 'Projecten zoeken',
  searchHint: 'Naam of titel',
  cluster: 'Cluster',
  everyCluster: 'Elk cluster',
  name: 'Project',
  status: 'Status',
  deployments: 'Deployments',
  lastOperation: 'Laatste verandering',
  nothingRuns: 'Er draait niets',
  by: '{kind} door {name}',
  deleted: 'Verwijderd, er is nog iets bewaard',
  emptyTitle: 'Begin met uw eerste project',
  emptyText:
    'Een project zegt in één bestand wat uw team nodig heeft: wat er draait, de databases, de opslag, het inloggen. Het platform maakt het in elk cluster, bewijst dat het werkt, en toont elke stap.',
  fromTemplate: 'Met een sjabloon',
  fromTemplateText: 'Een webapplicatie met een database en inloggen, klaar om aan te passen.',
  fromFile: 'Bestand importeren',
  fromFileText: 'Een projectbestand dat u hebt, ook van het oudere formaat.',
  blank: 'Leeg',
  blankText: 'Een naam, en de rest gaandeweg.',
  noMatchTitle: 'Geen project past',
  noMatchText: 'Niets heet zo, of draait daar. Zoek op een deel van de naam.',
  clear: 'Alles tonen',
}
