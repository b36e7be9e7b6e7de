import type { Resolvers } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../../context.ts'
import { visibleClusters } from '../cluster/read.ts'
import { shownServiceTypes } from './catalogue.ts'

export const serviceResolvers: Resolvers<Context> = {
  Query: {
    serviceTypes: async (_, __, context) => shownServiceTypes(context.app.catalogue, await visibleClusters(context)),
  },
  ServiceType: {
    title: (type, { language }) => type.title[language === 'NL' ? 'nl' : 'en'],
    description: (type, { language }) => type.description[language === 'NL' ? 'nl' : 'en'],
  },
  ServiceVariable: { description: (variable, { language }) => variable.description[language === 'NL' ? 'nl' : 'en'] },
}
