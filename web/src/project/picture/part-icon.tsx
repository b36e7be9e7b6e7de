import { Archive, Box, Boxes, Database, Eraser, HardDrive, KeyRound, type LucideIcon } from 'lucide-react'

const icons: Readonly<Record<string, LucideIcon>> = {
  postgresql: Database,
  'object-storage': Archive,
  'single-sign-on': KeyRound,
  volume: HardDrive,
  scratch: Eraser,
}

type Props = {
  /** The type of a service in the catalogue; null for a component. */
  readonly type: string | null
  readonly className?: string | undefined
}

/** The icon of a component, or of a service by its type. A newer server may have types that this page does not know. */
export function PartIcon({ type, className }: Props) {
  const Icon = type === null ? Box : (icons[type] ?? Boxes)
  return <Icon aria-hidden className={className} />
}
