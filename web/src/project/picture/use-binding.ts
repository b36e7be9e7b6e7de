import { useState } from 'react'
import { bindable, partId, type PictureModel } from './model.ts'

/** What is going on: a component looks for a service, by choosing with keys or presses, or by dragging a line. */
type Binding = { readonly component: string; readonly by: 'choosing' | 'dragging' } | null

export type BindingState = {
  readonly component: string | null
  readonly isChoosing: boolean
  /** The services that it may be bound to, by id, in their order. */
  readonly receiving: readonly string[]
  readonly choose: (component: string) => void
  readonly drag: (component: string | null) => void
  /** Ends it; with a service that may be bound, it is bound. */
  readonly end: (service?: string) => void
}

/** Binding a component to a service on the picture. */
export function useBinding(model: PictureModel, onBind: (component: string, service: string) => void): BindingState {
  const [binding, setBinding] = useState<Binding>(null)
  const component = binding?.component ?? null
  const services = component === null ? [] : bindable(model, component)
  return {
    component,
    isChoosing: binding?.by === 'choosing',
    receiving: services.map((name) => partId({ kind: 'service', name })),
    choose: (chosen) => setBinding({ component: chosen, by: 'choosing' }),
    drag: (dragged) => setBinding(dragged === null ? null : { component: dragged, by: 'dragging' }),
    end: (service) => {
      setBinding(null)
      if (component !== null && service !== undefined && services.includes(service)) onBind(component, service)
    },
  }
}
