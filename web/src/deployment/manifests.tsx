'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { DeploymentManifestsDocument, type ManifestRowFragment } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { CodeBlock } from '../design/code-block.tsx'
import { CopyButton } from '../design/copy-button.tsx'
import { download } from '../design/download.ts'
import { Status } from '../design/status.tsx'
import { useAddress } from '../shell/use-address.ts'
import type { ViewProps } from './deployment-page.tsx'
import { allManifests, manifestKey, manifestsByOwner } from './manifest-groups.ts'
import { Seen } from './missing.tsx'
import { useLivePart } from './use-live-part.ts'
import { partKey } from './views.ts'
import styles from './deployment.module.css'

/** Every Kubernetes object of the deployment as it was generated, and whether it stands so. */
export function Manifests({ home, head, first, look }: ViewProps) {
  const part = useLivePart({
    key: partKey.manifests,
    document: DeploymentManifestsDocument,
    variables: { project: home.name, deployment: head.name },
    look,
    first,
  })
  return (
    <div className={styles['sections']}>
      <Seen part={part} head={head}>
        {({ objects }) => <Objects objects={objects} file={`${home.name}-${head.name}`} />}
      </Seen>
    </div>
  )
}

function Objects({ objects, file }: { readonly objects: readonly ManifestRowFragment[]; readonly file: string }) {
  const words = useTranslations('deployment')
  const all = (): string => allManifests(objects)
  return (
    <>
      <div className={styles['tools']}>
        <p className={styles['quiet']}>{words('manifestsText', { count: objects.length })}</p>
        <CopyButton look="plain" text={all} label={words('copyAll')} />
        <Button onPress={() => download(`${file}.yaml`, all(), 'application/yaml')} label={words('downloadAll')}>
          <Download aria-hidden />
          {words('download')}
        </Button>
      </div>
      {manifestsByOwner(objects).map(({ component, manifests }) => (
        <section key={component ?? ''} aria-label={component ?? words('wholeDeployment')}>
          <h2>{component ?? words('wholeDeployment')}</h2>
          <ul className={styles['rows']}>
            {manifests.map((manifest) => (
              <Manifest key={manifestKey(manifest)} manifest={manifest} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Manifest({ manifest: one }: { readonly manifest: ManifestRowFragment }) {
  const words = useTranslations('deployment')
  const [address, changeAddress] = useAddress()
  const key = manifestKey(one)
  const { kind, name, apiVersion, state, drift, manifest } = one
  const isOpen = address.get('object') === key
  return (
    <li>
      <details open={isOpen}>
        <summary
          className={styles['manifestHead']}
          onClick={(event) => {
            // The address says what is open, so that a link leads to it.
            event.preventDefault()
            changeAddress({ object: isOpen ? null : key })
          }}
        >
          <span className={styles['kind']}>{kind}</span>
          <code>{name}</code>
          <span className={styles['quiet']}>{apiVersion}</span>
          <Status axis="object" state={state} quiet />
        </summary>
        <div className={styles['manifest']}>
          {drift.length > 0 && (
            <p className={styles['stale']}>
              {words('drift', { count: drift.length })}{' '}
              {drift.map((path) => (
                <code key={path}>{path}</code>
              ))}
            </p>
          )}
          {isOpen && (
            <CodeBlock label={`${kind} ${name}`} text={manifest} file={`${kind.toLowerCase()}-${name}.yaml`} />
          )}
        </div>
      </details>
    </li>
  )
}
