'use client'

import 'graphiql/setup-workers/webpack'
import 'graphiql/style.css'
import { GraphiQL } from 'graphiql'
import { useState } from 'react'
import { createFetcher } from './fetcher.ts'
import { Queries } from './queries.tsx'
import { useTheme } from './use-theme.ts'

export type Example = { readonly query: string; readonly variables: string | null }

/**
 * The playground's editor, with everything it needs served by ourselves. What is typed stays in this tab of the
 * browser only: a secret's value may be among it.
 */
export function Editor({ examples }: { readonly examples: readonly Example[] }) {
  const [fetcher] = useState(createFetcher)
  const theme = useTheme()
  return (
    <GraphiQL
      // It takes a theme at its beginning only.
      key={theme}
      fetcher={fetcher}
      storage={sessionStorage}
      defaultTabs={examples.map(({ query, variables }) => ({ query, variables }))}
      forcedTheme={theme}
      isHeadersEditorEnabled={false}
      defaultEditorToolsVisibility="variables"
    >
      {/* The page says where one is, so the place of the sign is free. */}
      <GraphiQL.Logo>
        <Queries />
      </GraphiQL.Logo>
    </GraphiQL>
  )
}
