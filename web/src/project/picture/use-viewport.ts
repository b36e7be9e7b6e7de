import { useReactFlow, useStore } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import type { Density, Placement } from './layout.ts'
import { fit, reveal, smallestZoom, type Rectangle } from './viewport.ts'

const moveMs = 160

/** Below these zooms only names are shown. */
const farZoom = { roomy: 0.62, dense: 0.8 } as const satisfies Record<Density, number>

/**
 * The part of the drawing that the window shows. It follows the drawing and the window's size until a person moves it;
 * after that only what has the focus is brought in.
 */
export function useViewport(placement: Placement, density: Density) {
  const { setViewport, getViewport, zoomTo } = useReactFlow()
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const isFar = useStore(({ transform: [, , zoom] }) => zoom < farZoom[density])
  const wasMoved = useRef(false)
  const wasShown = useRef(false)

  useEffect(() => {
    if (width === 0 || wasMoved.current) return
    void setViewport(fit({ width, height }, placement, false), { duration: wasShown.current ? duration() : 0 })
    wasShown.current = true
  }, [width, height, placement, setViewport])

  const show = useCallback(
    (rectangle: Rectangle) => {
      const next = reveal(getViewport(), { width, height }, rectangle)
      if (next !== null) void setViewport(next, { duration: duration() })
    },
    [width, height, getViewport, setViewport],
  )
  return {
    isFar,
    show,
    moved: () => {
      wasMoved.current = true
    },
    zoom: (factor: number) => {
      wasMoved.current = true
      void zoomTo(Math.max(smallestZoom, getViewport().zoom * factor), { duration: duration() })
    },
    fitAll: () => {
      wasMoved.current = false
      void setViewport(fit({ width, height }, placement, true), { duration: duration() })
    },
  }
}

function duration(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : moveMs
}
