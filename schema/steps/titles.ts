import type { Catalogue, LocalText } from '../services/service-type.ts'
import type { StepSubject } from './step.ts'

/** What a step does, imperative and short, by the name of what it is about. */
export type StepTitle = (name: string) => LocalText

type StepOf<Type extends StepSubject['type']> = Extract<StepSubject, { type: Type; step: string }>['step']

export const deploymentTitles: Readonly<Record<StepOf<'deployment'>, StepTitle>> = {
  namespace: () => ({ en: 'Create the namespace', nl: 'De namespace maken' }),
  policies: () => ({
    en: 'Close the network to all but what is declared',
    nl: 'Het netwerk sluiten voor alles wat niet is opgegeven',
  }),
  'pull-secrets': () => ({
    en: 'Store the credentials of the image registries',
    nl: 'De inloggegevens van de image-registers opslaan',
  }),
}

export const realmTitle: StepTitle = (project) => ({
  en: `Set up the sign-in realm of the project "${project}"`,
  nl: `De aanmeldomgeving van het project "${project}" inrichten`,
})

export const componentTitles: Readonly<Record<StepOf<'component'>, StepTitle>> = {
  binding: (name) => ({
    en: `Put together the variables of "${name}"`,
    nl: `De variabelen van "${name}" samenstellen`,
  }),
  before: (name) => ({ en: `Run the command before "${name}"`, nl: `De opdracht vóór "${name}" uitvoeren` }),
  workload: (name) => ({ en: `Apply the workload of "${name}"`, nl: `De workload van "${name}" toepassen` }),
  reach: (name) => ({
    en: `Prove from where "${name}" stands that it reaches what it uses`,
    nl: `Aantonen vanaf de plek van "${name}" dat bereikbaar is wat het gebruikt`,
  }),
  rollout: (name) => ({ en: `Roll out "${name}"`, nl: `"${name}" uitrollen` }),
  address: (name) => ({
    en: `Prove that the address of "${name}" answers`,
    nl: `Aantonen dat het adres van "${name}" antwoordt`,
  }),
}

/** What the removal of a step is called; null where there is nothing to remove. */
export const deploymentRemovalTitles: Readonly<Record<StepOf<'deployment'>, StepTitle | null>> = {
  namespace: () => ({ en: 'Remove the namespace', nl: 'De namespace verwijderen' }),
  policies: null,
  'pull-secrets': () => ({
    en: 'Remove the credentials of the image registries',
    nl: 'De inloggegevens van de image-registers verwijderen',
  }),
}

export const realmRemovalTitle: StepTitle = (project) => ({
  en: `Remove the sign-in realm of the project "${project}" if nothing uses it any more`,
  nl: `De aanmeldomgeving van het project "${project}" verwijderen als niets die nog gebruikt`,
})

export const componentRemovalTitles: Readonly<Record<StepOf<'component'>, StepTitle | null>> = {
  binding: (name) => ({ en: `Remove the variables of "${name}"`, nl: `De variabelen van "${name}" verwijderen` }),
  before: null,
  reach: null,
  workload: (name) => ({ en: `Stop "${name}"`, nl: `"${name}" stoppen` }),
  rollout: null,
  address: null,
}

/**
 * Says the title of a step in Dutch. Steps are recorded with their English title, as their cluster told it; one that is
 * not known here, such as of a service type that is gone, stays as it was recorded.
 */
export function dutchTitles(catalogue: Catalogue): (title: string) => string {
  const services = [...catalogue.values()].flatMap(({ steps }) =>
    steps.flatMap(({ title, removalTitle }) => [title, removalTitle]),
  )
  const all = [
    ...Object.values(deploymentTitles),
    realmTitle,
    ...Object.values(componentTitles),
    ...Object.values(deploymentRemovalTitles),
    realmRemovalTitle,
    ...Object.values(componentRemovalTitles),
    ...services,
  ].filter((one) => one !== null)
  return (title) => {
    const name = /"([^"]*)"/.exec(title)?.[1] ?? ''
    return all.find((one) => one(name).en === title)?.(name).nl ?? title
  }
}
