import type { ServiceType } from '../services/service-type.ts'

/** A name as part of a variable: capitals, `-` as `_`. */
export function upperName(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}

/** Variable with the address of a component. */
export function componentUrlName(component: string): string {
  return `${upperName(component)}_URL`
}

/** One name that a service can give, and which of its outputs it holds. `caFile` stands beside the outputs of the type. */
export type NamedOutput = {
  readonly name: string
  readonly output: string
  /** `primary` carries a prefix, `own` holds the service's name by itself, `further` exists in the plain form only. */
  readonly form: 'primary' | 'own' | 'further'
}

/** The output key under which the path of the certificate authority stands. */
export const caFileOutput = 'caFile'

/** Every name that an instance of a type can give without a prefix: what `as` may name. */
export function generatedNames(type: ServiceType, service: string): readonly NamedOutput[] {
  const declared = type.variables.flatMap(({ name, output, further }): readonly NamedOutput[] => [
    name.includes('<NAME>')
      ? { name: name.replace('<NAME>', upperName(service)), output, form: 'own' }
      : { name, output, form: 'primary' },
    ...further.map((one) => ({ ...one, form: 'further' as const })),
  ])
  if (type.caVariable === null) return declared
  return [...declared, { name: type.caVariable, output: caFileOutput, form: 'primary' }]
}
