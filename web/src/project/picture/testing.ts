import type { PictureModel } from './model.ts'

type Overrides = Partial<Omit<PictureModel, 'components' | 'services'>> & {
  readonly components?: readonly string[]
  readonly services?: readonly string[]
}

/** A model with parts by name, for tests. */
export function aModel({ components = [], services = [], ...overrides }: Overrides = {}): PictureModel {
  return {
    components: components.map((name) => ({
      name,
      image: `registry.example/${name}:1`,
      ports: [8080],
      address: null,
      isPublished: false,
      replicas: null,
    })),
    services: services.map((name) => ({ name, type: 'postgresql', title: 'PostgreSQL' })),
    bindings: [],
    calls: [],
    deployments: [],
    lookedAt: null,
    ...overrides,
  }
}
