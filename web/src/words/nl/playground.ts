import type { playground as english } from '../en/playground.ts'

export const playground: typeof english = {
  title: 'Speelplaats',
  about:
    'Dezelfde graaf waar deze pagina’s van zijn gemaakt, bevraagd als u. Wat u typt blijft in dit tabblad en wordt ermee vergeten.',
  loading: 'De editor wordt geladen …',
  queries: 'Geopende vragen',
  close: '{name} sluiten',
  projects: 'Uw projecten, waar ze draaien en hoe het ermee gaat.',
  operation: 'Volgt een operatie: start, en de stappen komen terwijl ze gebeuren.',
  file: 'Zegt wat een projectbestand zou doen, en verandert niets.',
}
