'use client'

import { KeyRound, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PurgeRetainedDocument, ReissueCredentialsDocument } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { useAct } from './use-act.ts'
import type { RemedyWay } from './way-of.ts'

const ConfirmDialog = dynamic(() => import('../design/confirm-dialog.tsx').then((module) => module.ConfirmDialog), {
  ssr: false,
})

type Props = {
  readonly title: string
  readonly way: Extract<RemedyWay, { readonly type: 'purge' | 'reissue' }>
  readonly reason?: string | null
}

/** What takes something away for good, so the name of it is asked for first. */
export function ConfirmedRemedy({ title, way: { type, input }, reason = null }: Props) {
  const words = useTranslations('shell')
  const [isAsking, setAsking] = useState(false)
  const [isPurging, purge] = useAct(PurgeRetainedDocument, (data) => data.purgeRetained)
  const [isReissuing, reissue] = useAct(ReissueCredentialsDocument, (data) => data.reissueCredentials)
  const act = async (confirm: string): Promise<void> => {
    const given = { input: { ...input, confirm } }
    const isAccepted = await (type === 'purge' ? purge(given) : reissue(given))
    if (isAccepted) setAsking(false)
  }
  return (
    <>
      <Button look={type === 'purge' ? 'danger' : 'plain'} reason={reason} onPress={() => setAsking(true)}>
        {type === 'purge' ? <Trash2 aria-hidden /> : <KeyRound aria-hidden />}
        {title}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={title}
          name={input.service}
          act={title}
          isPending={isPurging || isReissuing}
          onConfirm={(confirm) => void act(confirm)}
          onClose={() => setAsking(false)}
        >
          <p>{words(`beforeRemedy.${type}`, input)}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
